// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.rewrite;

import dev.cairn.dns.config.Position;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.wire.DomainName;
import java.util.List;
import java.util.Optional;

/** Brings the times to live of the answer into a range, both ends included. */
record TtlRule(NameMatch match, long leastSeconds, long mostSeconds) implements Rule {
    /** Reads the words after {@code ttl}; what is wrong is added to the problems. */
    static Optional<Rule> read(List<String> words, Position position, Problems problems) {
        if (words.size() < 2 || words.size() > 3) {
            problems.add(position, "rewrite ttl takes [FORM] NAME SECONDS, not " + words.size() + " words");
            return Optional.empty();
        }
        String range = words.get(words.size() - 1);
        Optional<NameMatch> match = Matches.read(
                words.size() == 3 ? NameText.fold(words.get(0)) : "exact",
                words.get(words.size() - 2),
                "",
                position,
                problems);
        int hyphen = range.indexOf('-');
        String least = hyphen < 0 ? range : range.substring(0, hyphen);
        String most = range.substring(hyphen + 1);
        long leastSeconds = least.isEmpty() ? 0 : seconds(least);
        long mostSeconds = most.isEmpty() ? Integer.MAX_VALUE : seconds(most);
        if (range.equals("-") || leastSeconds < 0 || mostSeconds < leastSeconds) {
            problems.add(
                    position,
                    "rewrite ttl: \"" + range + "\" is neither SECONDS, MIN-MAX, MIN- nor -MAX with numbers of 0 to "
                            + Integer.MAX_VALUE);
            return Optional.empty();
        }
        return match.map(found -> new TtlRule(found, leastSeconds, mostSeconds));
    }

    private static long seconds(String word) {
        boolean isNumber = word.length() <= 10 && word.chars().allMatch(c -> c >= '0' && c <= '9');
        long value = isNumber && !word.isEmpty() ? Long.parseLong(word) : -1;
        return value > Integer.MAX_VALUE ? -1 : value;
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
                reply.eachRecord(
                        record -> record.withTtl(Math.min(mostSeconds, Math.max(leastSeconds, record.ttlSeconds()))));
                return null;
            });
        }
        return matches;
    }
}
