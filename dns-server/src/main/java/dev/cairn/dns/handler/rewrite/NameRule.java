// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.rewrite;

import dev.cairn.dns.wire.DomainName;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Gives the question another name.
 *
 * @param automatic whether answers show the client's name in the place of the other one
 * @param answerRules further changes of the answer
 */
record NameRule(NameMatch match, String to, boolean automatic, List<AnswerRule> answerRules) implements Rule {
    NameRule {
        answerRules = List.copyOf(answerRules);
    }

    @Override
    public boolean concerns(DomainName zone) {
        return match.concerns(zone);
    }

    @Override
    public boolean apply(Rewriting rewriting) {
        String asked = rewriting.text();
        String made = match.rewrite(asked, to);
        if (made == null) {
            return false;
        }
        rewriting.rename(made);
        if (automatic) {
            UnaryOperator<String> back = back(asked, made);
            rewriting.onAnswer(owners(back));
            rewriting.onAnswer(values(back));
        }
        answerRules.forEach(rewriting::onAnswer);
        return true;
    }

    private UnaryOperator<String> back(String asked, String made) {
        if (match instanceof NameMatch.Suffix suffix) {
            return name -> end(name, to, suffix.from());
        }
        return name -> name.equals(made) ? asked : end(name, "." + made, "." + asked);
    }

    private static String end(String name, String from, String to) {
        return name.endsWith(from) ? name.substring(0, name.length() - from.length()) + to : name;
    }

    /** Rewrites the owners of all records. */
    static AnswerRule owners(UnaryOperator<String> rewrite) {
        return reply -> {
            reply.eachRecord(record -> RecordNames.withOwner(record, rewrite));
            return null;
        };
    }

    /** Rewrites the names in the data of all records. */
    static AnswerRule values(UnaryOperator<String> rewrite) {
        return reply -> {
            reply.eachRecord(record -> RecordNames.withValue(record, rewrite));
            return null;
        };
    }
}
