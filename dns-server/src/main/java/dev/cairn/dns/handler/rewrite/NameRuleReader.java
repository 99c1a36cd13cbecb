// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.rewrite;

import com.google.re2j.Pattern;
import dev.cairn.dns.config.Position;
import dev.cairn.dns.config.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Reads a rule of the field {@code name} with its {@code answer} options. Confined to one thread. */
final class NameRuleReader {
    private static final List<String> ANSWERS = List.of("auto", "name", "value");

    private final Position position;
    private final Problems problems;
    private final List<AnswerRule> rules = new ArrayList<>();
    private boolean automatic;
    private boolean named;

    private NameRuleReader(Position position, Problems problems) {
        this.position = position;
        this.problems = problems;
    }

    /** Reads the words after {@code name}; what is wrong is added to the problems. */
    static Optional<Rule> read(List<String> words, Position position, Problems problems) {
        NameRuleReader reader = new NameRuleReader(position, problems);
        boolean hasForm = words.size() > 2;
        int names = hasForm ? 1 : 0;
        if (words.size() < 2) {
            problems.add(position, "rewrite name takes a name and what becomes of it, not " + words.size() + " words");
            return Optional.empty();
        }
        String form = hasForm ? NameText.fold(words.get(0)) : "exact";
        String word = words.get(names + 1);
        String to = form.equals("regex") ? NameText.fold(word) : NameText.complete(word);
        Optional<NameMatch> match = Matches.read(form, words.get(names), to, position, problems);
        reader.answers(words.subList(names + 2, words.size()));
        return match.map(
                found -> new NameRule(found, to, reader.automatic || found instanceof NameMatch.Exact, reader.rules));
    }

    /** {@code answer} may be left out but for the first time. */
    private void answers(List<String> words) {
        int at = 0;
        while (at < words.size()) {
            if (words.get(at).equals("answer")) {
                at++;
            } else if (at == 0) {
                problems.addUnknown(position, "option of rewrite name", words.get(at), List.of("answer"));
                return;
            }
            int taken = at < words.size() ? answer(words.subList(at, words.size())) : missing(ANSWERS.toString());
            if (taken == 0) {
                return;
            }
            at += taken;
        }
        if (automatic && named) {
            problems.add(position, "rewrite name: \"answer auto\" and \"answer name\" exclude each other");
        }
    }

    private int missing(String what) {
        problems.add(position, "rewrite name: after answer comes one of " + what);
        return 0;
    }

    /** Returns how many words it took; 0 when they are wrong. */
    private int answer(List<String> words) {
        String kind = words.get(0);
        if (kind.equals("auto")) {
            automatic = true;
            return 1;
        }
        if (!ANSWERS.contains(kind)) {
            problems.addUnknown(position, "kind of answer of rewrite name", kind, ANSWERS);
            return 0;
        }
        // "answer name auto" is in CoreDNS's own examples.
        if (words.size() > 1 && words.get(1).equals("auto")) {
            automatic = true;
            return 2;
        }
        if (words.size() < 3) {
            return missing(kind + " FROM TO");
        }
        String to = NameText.fold(words.get(2));
        Groups.compile(words.get(1), to, position, problems).ifPresent(pattern -> add(kind, pattern, to));
        return 3;
    }

    private void add(String kind, Pattern pattern, String to) {
        NameMatch.Regex match = new NameMatch.Regex(pattern);
        UnaryOperator<String> rewrite = name -> {
            String made = match.rewrite(name, to);
            return made == null ? name : made;
        };
        named |= kind.equals("name");
        rules.add(kind.equals("name") ? NameRule.owners(rewrite) : NameRule.values(rewrite));
    }
}
