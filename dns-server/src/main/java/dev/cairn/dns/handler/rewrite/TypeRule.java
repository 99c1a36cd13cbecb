// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.rewrite;

import dev.cairn.dns.config.Position;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.RecordType;
import java.util.List;
import java.util.Optional;

/** Has questions of one type asked as if they were of another one. */
record TypeRule(int from, int to) implements Rule {
    /** Reads the words after {@code type}; what is wrong is added to the problems. */
    static Optional<Rule> read(List<String> words, Position position, Problems problems) {
        if (words.size() != 2) {
            problems.add(position, "rewrite type takes two types, not " + words.size() + " words");
            return Optional.empty();
        }
        try {
            return Optional.of(new TypeRule(RecordType.parse(words.get(0)), RecordType.parse(words.get(1))));
        } catch (IllegalArgumentException e) {
            problems.add(position, "rewrite type: " + e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public boolean concerns(DomainName zone) {
        return true;
    }

    @Override
    public boolean apply(Rewriting rewriting) {
        boolean matches = rewriting.type() == from;
        if (matches) {
            rewriting.setType(to);
        }
        return matches;
    }
}
