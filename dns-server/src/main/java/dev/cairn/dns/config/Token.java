// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.config;

/**
 * A word or brace of a Corefile.
 *
 * @param endLine the line it ends on; a quoted word may span several
 * @param indent columns before the first token of its line
 */
record Token(Kind kind, String text, Position position, int endLine, int indent) {

    /** What it stands for; a quoted brace is a word. */
    enum Kind {
        WORD,
        OPEN,
        CLOSE
    }

    boolean is(Kind wanted) {
        return kind == wanted;
    }

    Token withText(String newText) {
        return newText.equals(text) ? this : new Token(kind, newText, position, endLine, indent);
    }
}
