// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

import java.util.Arrays;

/** Names and character strings as text: escapes are {@code \.} and {@code \DDD} (RFC 1035 §5.1). */
final class NameText {

    private static final String ESCAPED_IN_NAMES = ".\\\"();@$";
    private static final String ESCAPED_IN_STRINGS = "\"\\";
    private static final int MAX_STRING_OCTETS = 255; // RFC 1035 §3.3

    private NameText() {}

    static String format(byte[] wire) {
        if (wire.length == 1) {
            return ".";
        }
        StringBuilder text = new StringBuilder(wire.length + 8);
        int position = 0;
        while (wire[position] != 0) {
            int end = position + 1 + wire[position];
            for (int i = position + 1; i < end; i++) {
                // A space would end the name where it is read back.
                escape(wire[i] & 0xFF, wire[i] == ' ', ESCAPED_IN_NAMES, text);
            }
            text.append('.');
            position = end;
        }
        return text.toString();
    }

    /** A character string between quotes; each character stands for one octet. */
    static String quote(String characters) {
        StringBuilder text = new StringBuilder(characters.length() + 2).append('"');
        for (int i = 0; i < characters.length(); i++) {
            escape(characters.charAt(i), false, ESCAPED_IN_STRINGS, text);
        }
        return text.append('"').toString();
    }

    static void checkString(String characters) {
        if (characters.length() > MAX_STRING_OCTETS) {
            throw new IllegalArgumentException("a string has at most 255 octets, not " + characters.length());
        }
        for (int i = 0; i < characters.length(); i++) {
            if (characters.charAt(i) > 0xFF) {
                throw new IllegalArgumentException("character at index " + i + " of a string stands for no octet");
            }
        }
    }

    private static void escape(int octet, boolean byNumber, String escaped, StringBuilder text) {
        if (byNumber || octet < ' ' || octet > '~') {
            text.append('\\')
                    .append((char) ('0' + octet / 100))
                    .append((char) ('0' + octet / 10 % 10))
                    .append((char) ('0' + octet % 10));
            return;
        }
        if (escaped.indexOf(octet) >= 0) {
            text.append('\\');
        }
        text.append((char) octet);
    }

    /** The wire form of a name in presentation form. */
    static byte[] parse(String text) {
        if (text.equals(".")) {
            return new byte[1];
        }
        byte[] wire = new byte[Names.MAX_NAME_BYTES];
        int labelStart = 0;
        int length = 1;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '.') {
                endLabel(text, wire, labelStart, length);
                labelStart = length++;
                i++;
                continue;
            }
            if (length >= Names.MAX_NAME_BYTES - 1) {
                throw bad(text, "is longer than 255 octets");
            }
            wire[length++] = (byte) (c == '\\' ? escaped(text, i) : plain(text, i));
            i += c != '\\' ? 1 : isDigit(text, i + 1) ? 4 : 2;
        }
        if (labelStart == 0 || length > labelStart + 1) {
            endLabel(text, wire, labelStart, length);
            labelStart = length;
        }
        return Arrays.copyOf(wire, labelStart + 1);
    }

    private static void endLabel(String text, byte[] wire, int labelStart, int end) {
        int length = end - labelStart - 1;
        if (length == 0) {
            throw bad(text, "has an empty label");
        }
        if (length > Names.MAX_LABEL_BYTES) {
            throw bad(text, "has a label of " + length + " octets, at most 63 are allowed");
        }
        wire[labelStart] = (byte) length;
    }

    private static int plain(String text, int i) {
        char c = text.charAt(i);
        if (c <= ' ' || c > '~') {
            throw bad(
                    text, "has a character at index " + i + " that must be written \\DDD or in its ASCII (IDNA) form");
        }
        return c;
    }

    private static int escaped(String text, int i) {
        if (i + 1 >= text.length()) {
            throw bad(text, "ends in a lone backslash");
        }
        if (!isDigit(text, i + 1)) {
            return plain(text, i + 1);
        }
        if (!isDigit(text, i + 2) || !isDigit(text, i + 3)) {
            throw bad(text, "has an escape at index " + i + " with less than three digits");
        }
        int value = Integer.parseInt(text.substring(i + 1, i + 4));
        if (value > 255) {
            throw bad(text, "has an escape at index " + i + " above \\255");
        }
        return value;
    }

    private static boolean isDigit(String text, int i) {
        return i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }

    private static IllegalArgumentException bad(String text, String what) {
        String shown = text.length() <= 100 ? text : text.substring(0, 100) + "...";
        return new IllegalArgumentException("name \"" + shown + "\" " + what);
    }
}
