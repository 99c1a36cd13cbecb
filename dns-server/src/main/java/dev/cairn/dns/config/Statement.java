// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.config;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A line of a Corefile with the block that belongs to it.
 *
 * @param block null if there is none
 */
record Statement(List<Token> words, @Nullable List<Statement> block, Position position) {

    boolean isImport() {
        return block == null && !words.isEmpty() && words.get(0).text().equals("import");
    }

    boolean isSnippet() {
        return block != null
                && words.size() == 1
                && words.get(0).text().startsWith("(")
                && words.get(0).text().endsWith(")");
    }

    List<String> texts(int from) {
        return words.stream().skip(from).map(Token::text).toList();
    }

    Statement mapWords(UnaryOperator<Token> change) {
        List<Statement> changed = block == null
                ? null
                : block.stream().map(inner -> inner.mapWords(change)).toList();
        return new Statement(words.stream().map(change).toList(), changed, position);
    }
}
