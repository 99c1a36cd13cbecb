// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

import dev.cairn.discovery.LabelSelector.Operator;
import dev.cairn.discovery.LabelSelector.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the text of a {@link LabelSelector}, from left to right. <b>Confined to</b> one thread. */
final class LabelSelectorReader {
    private static final String DELIMITERS = "!=<>(),";
    private static final int MAX_NAME_LENGTH = 63;
    private static final int MAX_PREFIX_LENGTH = 253;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?");
    private static final Pattern PREFIX =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

    private final String text;
    private int at;

    LabelSelectorReader(String text) {
        this.text = text;
    }

    List<Requirement> read() {
        List<Requirement> requirements = new ArrayList<>();
        if (text.isBlank()) {
            return requirements;
        }
        do {
            requirements.add(requirement());
        } while (skips(","));
        if (at < text.length()) {
            throw wrong("a comma or the end is expected");
        }
        return requirements;
    }

    private Requirement requirement() {
        if (skips("!")) {
            return new Requirement(key(), Operator.ABSENT, List.of());
        }
        String key = key();
        if (skips("!=")) {
            return new Requirement(key, Operator.NOT_IN, List.of(value()));
        }
        if (skips("==") || skips("=")) {
            return new Requirement(key, Operator.IN, List.of(value()));
        }
        if (skips(">")) {
            return new Requirement(key, Operator.GREATER, List.of(number()));
        }
        if (skips("<")) {
            return new Requirement(key, Operator.LESS, List.of(number()));
        }
        int before = at;
        return switch (word()) {
            case "" -> new Requirement(key, Operator.EXISTS, List.of());
            case "in" -> new Requirement(key, Operator.IN, values());
            case "notin" -> new Requirement(key, Operator.NOT_IN, values());
            default -> {
                at = before;
                throw wrong("one of = == != in notin < > is expected");
            }
        };
    }

    private List<String> values() {
        if (!skips("(")) {
            throw wrong("values in parentheses are expected");
        }
        List<String> values = new ArrayList<>();
        do {
            values.add(value());
        } while (skips(","));
        if (!skips(")")) {
            throw wrong("a comma or a closing parenthesis is expected");
        }
        return values;
    }

    private String key() {
        skipBlanks();
        int before = at;
        String key = word();
        int slash = key.indexOf('/');
        String prefix = slash < 0 ? "" : key.substring(0, slash);
        boolean isPrefixed = slash < 0 || PREFIX.matcher(prefix).matches() && prefix.length() <= MAX_PREFIX_LENGTH;
        if (!isPrefixed || !isName(key.substring(slash + 1))) {
            at = before;
            throw wrong("the key of a label is expected, such as app or example.com/tier");
        }
        return key;
    }

    private String value() {
        skipBlanks();
        int before = at;
        String value = word();
        if (!value.isEmpty() && !isName(value)) {
            at = before;
            throw wrong("the value of a label is letters, digits and inner - _ . of which there are 63 at most");
        }
        return value;
    }

    private String number() {
        skipBlanks();
        int before = at;
        String number = word();
        if (!LabelSelector.isNumber(number)) {
            at = before;
            throw wrong("a whole number is expected");
        }
        return number;
    }

    private static boolean isName(String text) {
        return text.length() <= MAX_NAME_LENGTH && NAME.matcher(text).matches();
    }

    /** What stands before the next blank or delimiter; empty when there is nothing. */
    private String word() {
        skipBlanks();
        int start = at;
        while (at < text.length()
                && !Character.isWhitespace(text.charAt(at))
                && DELIMITERS.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    /** Whether this comes next, and is passed over. */
    private boolean skips(String token) {
        skipBlanks();
        boolean isNext = text.startsWith(token, at);
        at += isNext ? token.length() : 0;
        return isNext;
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private IllegalArgumentException wrong(String expected) {
        String found = at < text.length() ? "\"" + text.substring(at) + "\"" : "its end";
        return new IllegalArgumentException("label selector \"" + text + "\": at " + found + ", " + expected);
    }
}
