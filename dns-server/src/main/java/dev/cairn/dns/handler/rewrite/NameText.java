// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.rewrite;

import dev.cairn.dns.wire.DomainName;
import java.util.Locale;

/** Names as rules see them: presentation form, lower case, a dot at the end. */
final class NameText {
    private NameText() {}

    static String of(DomainName name) {
        return name.toString().toLowerCase(Locale.ROOT);
    }

    static String fold(String word) {
        return word.toLowerCase(Locale.ROOT);
    }

    /** As a rule has it whose author may have left out the dot at the end. */
    static String complete(String word) {
        String folded = fold(word);
        return folded.endsWith(".") ? folded : folded + ".";
    }

    static boolean isAtOrBelow(String name, String ancestor) {
        return ancestor.equals(".") || name.equals(ancestor) || name.endsWith("." + ancestor);
    }
}
