// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.rewrite;

import dev.cairn.dns.config.Position;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.Rcode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Gives answers of one code another one. */
record RcodeRule(NameMatch match, int from, int to) implements Rule {
    private static final int MAX_RCODE = 23;
    /** Reads the words after {@code rcode}; what is wrong is added to the problems. */
    static Optional<Rule> read(List<String> words, Position position, Problems problems) {
        if (words.size() < 3 || words.size() > 4) {
            problems.add(position, "rewrite rcode takes [FORM] NAME FROM TO, not " + words.size() + " words");
            return Optional.empty();
        }
        int last = words.size() - 1;
        Optional<NameMatch> match = Matches.read(
                words.size() == 4 ? NameText.fold(words.get(0)) : "exact", words.get(last - 2), "", position, problems);
        Optional<Integer> from = code(words.get(last - 1), position, problems);
        Optional<Integer> to = code(words.get(last), position, problems);
        return match.flatMap(found -> from.flatMap(old -> to.map(made -> new RcodeRule(found, old, made))));
    }

    private static Optional<Integer> code(String word, Position position, Problems problems) {
        OptionalInt known = Rcode.parse(word);
        if (known.isPresent()) {
            return Optional.of(known.getAsInt());
        }
        if (word.matches("\\d{1,2}") && Integer.parseInt(word) <= MAX_RCODE) {
            return Optional.of(Integer.parseInt(word));
        }
        problems.addUnknown(position, "response code of rewrite", word, Rcode.names());
        return Optional.empty();
    }

    @Override
    public boolean concerns(DomainName zone) {
        return match.concerns(zone);
    }

    @Override
    public boolean apply(Rewriting rewriting) {
        boolean matches = match.matches(rewriting.text());
        if (matches) {
            rewriting.onAnswer(reply -> {
                if (reply.rcode() == from) {
                    reply.setRcode(to);
                }
                return null;
            });
        }
        return matches;
    }
}
