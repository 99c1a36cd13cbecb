// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.rewrite;

import dev.cairn.dns.config.Position;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.RecordClass;
import dev.cairn.dns.wire.ResourceRecord;
import java.util.List;
import java.util.Optional;

/** Has questions of one class asked as if they were of another one; the answer is of the class that was asked. */
record ClassRule(int from, int to) implements Rule {
    /** Reads the words after {@code class}; what is wrong is added to the problems. */
    static Optional<Rule> read(List<String> words, Position position, Problems problems) {
        if (words.size() != 2) {
            problems.add(position, "rewrite class takes two classes, not " + words.size() + " words");
            return Optional.empty();
        }
        try {
            return Optional.of(new ClassRule(RecordClass.parse(words.get(0)), RecordClass.parse(words.get(1))));
        } catch (IllegalArgumentException e) {
            problems.add(position, "rewrite class: " + e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public boolean concerns(DomainName zone) {
        return true;
    }

    @Override
    public boolean takesAnyClass() {
        return true;
    }

    @Override
    public boolean apply(Rewriting rewriting) {
        boolean matches = rewriting.recordClass() == from;
        if (matches) {
            rewriting.setRecordClass(to);
            rewriting.onAnswer(reply -> {
                reply.eachRecord(this::back);
                return null;
            });
        }
        return matches;
    }

    private ResourceRecord back(ResourceRecord record) {
        return record.recordClass() == to
                ? new ResourceRecord(record.owner(), from, record.ttlSeconds(), record.data())
                : record;
    }
}
