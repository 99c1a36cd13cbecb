// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.template;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands between the braces of a template: the part of Go's template language that makes sense in a record.
 *
 * <p><b>Immutable.</b>
 */
@FunctionalInterface
interface Expression {
    /** The text for one question; an {@link ArithmeticException} if there is none. */
    String of(Asked asked);

    /** The words with one blank between them, as Go writes a template that it has read. */
    static String tidy(String text) {
        return String.join(" ", new Words(text).words).replace("( ", "(").replace(" )", ")");
    }

    /** Reads the words of an expression; an {@link IllegalArgumentException} says what is wrong. */
    static Expression parse(String text) {
        Words words = new Words(text);
        Expression read = words.expression();
        words.requireEnd();
        return read;
    }

    /** The words of one expression. Confined to one thread. */
    final class Words {
        private static final String OFFERED = ".Name, .Zone, .Type, .Class, .Remote, .Question.Name, .Group.NAME, "
                + "index .Match N, index .Group \"NAME\", parseInt TEXT BASE BITS and \"text\"";
        private static final Pattern WORD = Pattern.compile("\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|`[^`]*`|\\(|\\)|[^\\s()]+)");
        private static final Pattern GROUP = Pattern.compile("\\.Group\\.([A-Za-z_]\\w*)");

        private final String text;
        private final List<String> words = new ArrayList<>();
        private int at;

        Words(String text) {
            this.text = text.strip();
            Matcher matcher = WORD.matcher(this.text);
            while (matcher.lookingAt()) {
                words.add(matcher.group(1));
                matcher.region(matcher.end(), this.text.length());
            }
        }

        Expression expression() {
            String word = next();
            return switch (word) {
                case ".Name" -> Asked::name;
                case ".Zone" -> Asked::zone;
                case ".Type" -> Asked::type;
                case ".Class" -> Asked::recordClass;
                case ".Remote" -> Asked::remote;
                case ".Question.Name" -> Asked::question;
                case "index" -> indexed();
                case "parseInt" -> parsed();
                case "(" -> enclosed();
                default -> other(word);
            };
        }

        private Expression other(String word) {
            Matcher group = GROUP.matcher(word);
            if (group.matches()) {
                String name = group.group(1);
                return asked -> asked.group(name);
            }
            if (word.startsWith("\"") || word.startsWith("`")) {
                String literal = unquoted(word);
                return asked -> literal;
            }
            if (word.startsWith(".Meta")) {
                throw new IllegalArgumentException(
                        "{{ " + text + " }} needs the directive metadata, which is not offered");
            }
            throw new IllegalArgumentException("{{ " + text + " }} is not offered; offered are " + OFFERED);
        }

        private Expression indexed() {
            String of = next();
            if (of.equals(".Match")) {
                int number = number(99);
                return asked -> asked.match(number);
            }
            if (of.equals(".Group")) {
                String name = unquoted(next());
                return name.matches("\\d{1,2}")
                        ? asked -> asked.group(Integer.parseInt(name))
                        : asked -> asked.group(name);
            }
            return other("index " + of);
        }

        /** Unsigned, as Go's {@code strconv.ParseUint}. */
        private Expression parsed() {
            Expression digits = operand();
            int base = number(Character.MAX_RADIX);
            int bits = number(Long.SIZE);
            return asked -> {
                try {
                    long value = Long.parseUnsignedLong(digits.of(asked), base == 0 ? 10 : base);
                    if (bits > 0 && bits < Long.SIZE && value >>> bits != 0) {
                        throw new ArithmeticException(value + " has more than " + bits + " bits");
                    }
                    return Long.toUnsignedString(value);
                } catch (NumberFormatException e) {
                    throw new ArithmeticException(String.valueOf(e.getMessage()));
                }
            };
        }

        /** A single word, or something in parentheses. */
        private Expression operand() {
            String word = next();
            if (word.equals("(")) {
                return enclosed();
            }
            return new Words(word).expression();
        }

        private Expression enclosed() {
            Expression inner = expression();
            if (!next().equals(")")) {
                throw new IllegalArgumentException("{{ " + text + " }}: a parenthesis is opened and never closed");
            }
            return inner;
        }

        private int number(int most) {
            String word = next();
            if (!word.matches("\\d{1,2}") || Integer.parseInt(word) > most) {
                throw new IllegalArgumentException("{{ " + text + " }}: \"" + word + "\" is no number of 0 to " + most);
            }
            return Integer.parseInt(word);
        }

        private static String unquoted(String word) {
            boolean isText = word.length() > 1 && (word.startsWith("\"") || word.startsWith("`"));
            if (!isText) {
                throw new IllegalArgumentException("\"" + word + "\" must stand in quotes or backquotes");
            }
            return word.substring(1, word.length() - 1).replaceAll("\\\\(.)", "$1");
        }

        private String next() {
            if (at == words.size()) {
                throw new IllegalArgumentException("{{ " + text + " }} ends too early; offered are " + OFFERED);
            }
            return words.get(at++);
        }

        void requireEnd() {
            if (at < words.size()) {
                throw new IllegalArgumentException(
                        "{{ " + text + " }}: \"" + words.get(at) + "\" is not offered here; offered are " + OFFERED);
            }
        }
    }
}
