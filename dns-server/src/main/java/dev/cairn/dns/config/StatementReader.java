// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the tokens of one file together to statements. */
final class StatementReader {

    private static final int MAX_DEPTH = 16;

    private final List<Token> tokens;
    private final Problems problems;
    private int at;
    private boolean balanced = true;
    private @Nullable Token suspect;

    StatementReader(List<Token> tokens, Problems problems) {
        this.tokens = tokens;
        this.problems = problems;
    }

    /** The statements of the file; none if its braces don't match, because nothing can be said of them then. */
    List<Statement> read() {
        List<Statement> statements = block(null, 0);
        return balanced ? statements : List.of();
    }

    private List<Statement> block(@Nullable Token open, int depth) {
        List<Statement> statements = new ArrayList<>();
        while (at < tokens.size()) {
            Token token = tokens.get(at);
            if (!token.is(Token.Kind.CLOSE)) {
                statements.add(statement(depth));
            } else if (open != null) {
                close(open, token);
                return statements;
            } else {
                at++;
                closesNothing(token);
            }
        }
        if (open != null && balanced) {
            unbalanced(suspect != null ? suspect : open, "\"{\" is never closed");
        }
        return statements;
    }

    private void close(Token open, Token close) {
        at++;
        // A brace further to the left than the line it closes most likely belongs to an outer block.
        if (suspect == null && close.indent() < open.indent()) {
            suspect = open;
        }
        if (at < tokens.size()
                && onSameLine(close, tokens.get(at))
                && !tokens.get(at).is(Token.Kind.CLOSE)) {
            problems.add(close.position(), "\"}\" must be the last word of its line");
        }
    }

    private void closesNothing(Token close) {
        tokens.stream()
                .limit(at)
                .filter(word -> word.is(Token.Kind.WORD) && word.text().endsWith("{"))
                .findFirst()
                .ifPresentOrElse(
                        word -> unbalanced(word, "put a space before \"{\""),
                        () -> unbalanced(close, "\"}\" closes nothing"));
    }

    private void unbalanced(Token token, String message) {
        balanced = false;
        problems.add(token.position(), message);
    }

    private Statement statement(int depth) {
        Position position = tokens.get(at).position();
        List<Token> words = words(depth == 0);
        if (at == tokens.size() || !tokens.get(at).is(Token.Kind.OPEN)) {
            return new Statement(words, null, position);
        }
        Token open = tokens.get(at++);
        if (depth == MAX_DEPTH) {
            unbalanced(open, "blocks are nested more than " + MAX_DEPTH + " deep");
            at = tokens.size();
            return new Statement(words, List.of(), position);
        }
        return new Statement(words, block(open, depth + 1), position);
    }

    /** The words of one line; of several if each line but the last ends in a comma, where that is allowed. */
    private List<Token> words(boolean commasContinue) {
        List<Token> words = new ArrayList<>();
        while (at < tokens.size() && tokens.get(at).is(Token.Kind.WORD)) {
            Token last = words.isEmpty() ? null : words.get(words.size() - 1);
            boolean continues = last != null && commasContinue && last.text().endsWith(",");
            if (last != null && !continues && !onSameLine(last, tokens.get(at))) {
                break;
            }
            words.add(tokens.get(at++));
        }
        return words;
    }

    private static boolean onSameLine(Token first, Token second) {
        return first.endLine() == second.position().line();
    }
}
