// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Divides the text of a Corefile into words and braces. Words end at white space. One that begins with a quote ends at
 * the next quote that has no backslash before it. A {@code #} outside of quotes begins a comment, wherever it stands. A
 * brace counts as one only if it stands alone.
 */
final class Lexer {

    private final String text;
    private final String file;
    private final Problems problems;
    private final List<Token> tokens = new ArrayList<>();

    private int at;
    private int line = 1;
    private int lineStart;
    private int indentedLine;
    private int indent;

    Lexer(String text, String file, Problems problems) {
        this.text = text;
        this.file = file;
        this.problems = problems;
        this.at = text.startsWith("\uFEFF") ? 1 : 0;
    }

    List<Token> tokens() {
        Token token = next();
        while (token != null) {
            tokens.add(token);
            token = next();
        }
        return tokens;
    }

    private @Nullable Token next() {
        skipBlanksAndComments();
        if (at == text.length()) {
            return null;
        }
        if (indentedLine != line) {
            indentedLine = line;
            indent = at - lineStart;
        }
        return text.charAt(at) == '"' ? quoted() : plain();
    }

    private void skipBlanksAndComments() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                skipLine();
            } else if (isBlank(c)) {
                advance(c);
            } else {
                return;
            }
        }
    }

    private void skipLine() {
        while (at < text.length() && text.charAt(at) != '\n') {
            at++;
        }
    }

    private void advance(char c) {
        at++;
        if (c == '\n') {
            line++;
            lineStart = at;
        }
    }

    private Token plain() {
        int start = at;
        while (at < text.length() && !isBlank(text.charAt(at)) && text.charAt(at) != '#') {
            at++;
        }
        String word = text.substring(start, at);
        Token.Kind kind = switch (word) {
            case "{" -> Token.Kind.OPEN;
            case "}" -> Token.Kind.CLOSE;
            default -> Token.Kind.WORD;
        };
        return new Token(kind, word, new Position(file, line), line, indent);
    }

    private Token quoted() {
        Position position = new Position(file, line);
        StringBuilder word = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.startsWith("\\\"", at)) {
                at++;
            }
            word.append(text.charAt(at));
            advance(text.charAt(at));
        }
        if (at == text.length()) {
            problems.add(position, "a quote is opened here and never closed");
        } else {
            at++;
        }
        return new Token(Token.Kind.WORD, word.toString(), position, line, indent);
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || c == '\u00A0' || c == '\u0085';
    }
}
