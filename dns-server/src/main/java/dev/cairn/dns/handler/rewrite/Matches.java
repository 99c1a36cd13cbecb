// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.rewrite;

import dev.cairn.dns.config.Position;
import dev.cairn.dns.config.Problems;
import java.util.Optional;

/** Reads which names a rule is for. */
final class Matches {
    private Matches() {}

    /**
     * Reads a form and its text, to which a dot is added where it does not end in one, but for a regular expression.
     *
     * @param to what the rule makes of the name; may refer to groups of a regular expression
     */
    static Optional<NameMatch> read(String form, String from, String to, Position position, Problems problems) {
        return read(form, from, to, position, problems, true);
    }

    /** The same, but parts of names stay as they are. */
    static Optional<NameMatch> readParts(String form, String from, String to, Position position, Problems problems) {
        return read(form, from, to, position, problems, false);
    }

    private static Optional<NameMatch> read(
            String form, String from, String to, Position position, Problems problems, boolean completed) {
        String part = completed ? NameText.complete(from) : NameText.fold(from);
        return switch (form) {
            case "exact" -> Optional.of(new NameMatch.Exact(NameText.complete(from)));
            case "prefix" -> Optional.of(new NameMatch.Prefix(part));
            case "suffix" -> Optional.of(new NameMatch.Suffix(part));
            case "substring" -> Optional.of(new NameMatch.Substring(part));
            case "regex" -> Groups.compile(from, to, position, problems).map(NameMatch.Regex::new);
            default -> {
                problems.addUnknown(position, "form of rewrite", form, NameMatch.FORMS);
                yield Optional.empty();
            }
        };
    }
}
