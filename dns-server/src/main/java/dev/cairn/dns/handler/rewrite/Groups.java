// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.rewrite;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cairn.dns.config.Position;
import dev.cairn.dns.config.Problems;
import java.util.Optional;

/** Regular expressions of rules and the groups that replacements refer to. */
final class Groups {
    private static final int MAX_PATTERN_CHARS = 10_000;
    private static final Pattern REFERENCE = Pattern.compile("\\{(\\d{1,3})\\}");
    // Alternatives, flags, and escapes of more than one letter.
    private static final Pattern UNPLAIN = Pattern.compile("\\||\\(\\?|\\\\[^.dwsDWSbB-]");

    private Groups() {}

    /** Compiles an expression; one that is none, or has fewer groups than its replacement refers to, is a problem. */
    static Optional<Pattern> compile(String expression, String to, Position position, Problems problems) {
        if (expression.length() > MAX_PATTERN_CHARS) {
            problems.add(position, "rewrite: a regular expression has at most " + MAX_PATTERN_CHARS + " characters");
            return Optional.empty();
        }
        try {
            Pattern pattern = Pattern.compile(expression);
            Matcher references = REFERENCE.matcher(to);
            while (references.find()) {
                if (Integer.parseInt(references.group(1)) > pattern.groupCount()) {
                    problems.add(
                            position,
                            "rewrite: \"" + to + "\" uses " + references.group() + ", but \"" + expression + "\" has "
                                    + pattern.groupCount() + " groups");
                    return Optional.empty();
                }
            }
            return Optional.of(pattern);
        } catch (PatternSyntaxException e) {
            problems.add(
                    position, "rewrite: \"" + expression + "\" is no regular expression of RE2: " + e.getDescription());
            return Optional.empty();
        }
    }

    /** Puts the groups of a match in the places that refer to them. */
    static String insert(Matcher match, String to) {
        Matcher references = REFERENCE.matcher(to);
        StringBuilder made = new StringBuilder();
        int from = 0;
        while (references.find()) {
            String group = match.group(Integer.parseInt(references.group(1)));
            made.append(to, from, references.start()).append(group == null ? "" : group);
            from = references.end();
        }
        return made.append(to, from, to.length()).toString();
    }

    /**
     * What each name ends in that an expression matches, as far as it is plain: the literal characters before a final {@code $}. Empty where
     * there is no such.
     */
    static String literalEnding(String expression) {
        if (!expression.endsWith("$") || UNPLAIN.matcher(expression).find()) {
            return "";
        }
        String rest = expression.substring(0, expression.length() - 1);
        StringBuilder reversed = new StringBuilder();
        if (rest.endsWith("\\.?")) {
            rest = rest.substring(0, rest.length() - 3);
            reversed.append('.');
        }
        int at = rest.length() - 1;
        while (at >= 0 && (isPlain(rest.charAt(at)) || isEscapedDot(rest, at))) {
            boolean escaped = rest.charAt(at) == '.';
            if (!escaped && at > 0 && rest.charAt(at - 1) == '\\') {
                break;
            }
            reversed.append(rest.charAt(at));
            at -= escaped ? 2 : 1;
        }
        return reversed.reverse().toString();
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    private static boolean isEscapedDot(String expression, int at) {
        return expression.charAt(at) == '.'
                && at > 0
                && expression.charAt(at - 1) == '\\'
                && (at < 2 || expression.charAt(at - 2) != '\\');
    }
}
