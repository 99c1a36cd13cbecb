// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.config;

/** Words of a user inside messages: in quotes, cut to a length, without control characters. */
final class Quoted {

    private static final int MAX_SHOWN = 80;

    private Quoted() {}

    static String of(String word) {
        String shown = word.length() <= MAX_SHOWN ? word : word.substring(0, MAX_SHOWN) + "...";
        StringBuilder text = new StringBuilder(shown.length() + 2).append('"');
        shown.codePoints().forEach(c -> text.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return text.append('"').toString();
    }
}
