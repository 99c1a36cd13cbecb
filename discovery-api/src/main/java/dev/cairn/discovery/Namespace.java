// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

import java.util.Map;
import java.util.Objects;

/**
 * A namespace.
 *
 * <p><b>Immutable.</b>
 *
 * @param name its name
 * @param labels its labels
 */
public record Namespace(String name, Map<String, String> labels) {
    /** Copies the labels. */
    public Namespace {
        Objects.requireNonNull(name, "name");
        labels = Map.copyOf(labels);
    }

    /** A namespace without labels. */
    public static Namespace of(String name) {
        return new Namespace(name, Map.of());
    }
}
