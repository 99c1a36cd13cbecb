// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.yaml;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * What a scalar is, as kubectl sees it: its YAML is 1.1, where a plain {@code yes} or {@code off} is a truth value, while the parser's
 * is 1.2.
 */
final class Scalars {
    private static final Set<String> TRUE = Set.of("true", "yes", "on", "y");
    private static final Set<String> FALSE = Set.of("false", "no", "off", "n");

    private Scalars() {}

    static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    static boolean isWholeNumber(Node node) {
        return node instanceof ScalarNode scalar
                && scalar.isPlain()
                && scalar.getTag().equals(Tag.INT);
    }

    /** The text, or null when the scalar is a number or a truth value. */
    static @Nullable String textOf(ScalarNode scalar) {
        boolean isText = !scalar.isPlain() || scalar.getTag().equals(Tag.STR) && flagOf(scalar) == null;
        return isText ? scalar.getValue() : null;
    }

    /** The truth value, or null when the scalar is something else. */
    static @Nullable Boolean flagOf(ScalarNode scalar) {
        String word = scalar.getValue().toLowerCase(Locale.ROOT);
        if (!scalar.isPlain() || !TRUE.contains(word) && !FALSE.contains(word)) {
            return null;
        }
        return TRUE.contains(word);
    }
}
