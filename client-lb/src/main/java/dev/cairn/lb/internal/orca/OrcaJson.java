// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.orca;

import java.util.Locale;

/**
 * Reads the little of JSON that a report can be: an object of numbers and of objects of numbers. Names are those of the fields, or as
 * protobuf writes them in JSON ({@code cpuUtilization}). <b>Confined to</b> one thread.
 */
final class OrcaJson {
    private final String text;
    private final Fields fields;
    private int at;

    OrcaJson(String text, Fields fields) {
        this.text = text;
        this.fields = fields;
    }

    void read() {
        readObject("");
        if (peek() != END) {
            throw malformed("the end");
        }
    }

    private static final char END = 0;

    private void readObject(String map) {
        expect('{');
        if (peek() == '}') {
            at++;
            return;
        }
        do {
            String name = name();
            expect(':');
            if (!map.isEmpty()) {
                fields.setEntry(map, name, number());
            } else if (peek() == '{') {
                readObject(fieldName(name));
            } else {
                fields.set(fieldName(name), number());
            }
        } while (another());
    }

    /** True after a comma, false after the closing brace. */
    private boolean another() {
        char next = peek();
        if (next != ',' && next != '}') {
            throw malformed(", or }");
        }
        at++;
        return next == ',';
    }

    private String name() {
        expect('"');
        int start = at;
        int end = text.indexOf('"', start);
        if (end < 0 || text.substring(start, end).indexOf('\\') >= 0) {
            throw malformed("a plain name");
        }
        at = end + 1;
        return text.substring(start, end);
    }

    private double number() {
        peek();
        int start = at;
        while (at < text.length() && ",} \t\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return Fields.number(text.substring(start, at));
    }

    private void expect(char expected) {
        if (peek() != expected) {
            throw malformed(String.valueOf(expected));
        }
        at++;
    }

    /** The next character that is no blank. */
    private char peek() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : END;
    }

    private static String fieldName(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private IllegalArgumentException malformed(String expected) {
        return new IllegalArgumentException("expected " + expected + " at " + at);
    }
}
