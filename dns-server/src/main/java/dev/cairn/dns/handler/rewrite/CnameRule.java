// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.rewrite;

import dev.cairn.dns.config.Position;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.Rdata;
import dev.cairn.dns.wire.RecordType;
import dev.cairn.dns.wire.ResourceRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives a CNAME of the answer another target, and has the answer go on with what that one leads to. */
record CnameRule(NameMatch match, String to) implements Rule {
    /** Reads the words after {@code cname}; what is wrong is added to the problems. */
    static Optional<Rule> read(List<String> words, Position position, Problems problems) {
        if (words.size() < 2 || words.size() > 3) {
            problems.add(position, "rewrite cname takes [FORM] FROM TO, not " + words.size() + " words");
            return Optional.empty();
        }
        String form = words.size() == 3 ? NameText.fold(words.get(0)) : "exact";
        String to = NameText.fold(words.get(words.size() - 1));
        return Matches.readParts(form, words.get(words.size() - 2), to, position, problems)
                .map(found -> new CnameRule(found, found instanceof NameMatch.Exact ? NameText.complete(to) : to));
    }

    @Override
    public boolean concerns(DomainName zone) {
        return true;
    }

    @Override
    public boolean apply(Rewriting rewriting) {
        rewriting.onAnswer(new Following(this, rewriting.type() != RecordType.CNAME));
        return true;
    }

    private Optional<DomainName> target(ResourceRecord record) {
        if (!(record.data() instanceof Rdata.Cname cname)) {
            return Optional.empty();
        }
        String made = match.rewrite(NameText.of(cname.target()), to);
        try {
            return made == null ? Optional.empty() : Optional.of(DomainName.parse(made));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Questions for the CNAME itself end there. */
    private record Following(CnameRule rule, boolean asks) implements AnswerRule {
        @Override
        public @Nullable DomainName apply(Reply reply) {
            List<ResourceRecord> aliases = new ArrayList<>();
            for (ResourceRecord record : reply.answers()) {
                if (record.type() != RecordType.CNAME) {
                    continue;
                }
                Optional<DomainName> target = rule.target(record);
                if (target.isEmpty()) {
                    aliases.add(record);
                    continue;
                }
                aliases.add(new ResourceRecord(
                        record.owner(), record.recordClass(), record.ttlSeconds(), new Rdata.Cname(target.get())));
                reply.answers().clear();
                reply.answers().addAll(aliases);
                return asks ? target.get() : null;
            }
            return null;
        }

        @Override
        public boolean mayAsk() {
            return asks;
        }
    }
}
