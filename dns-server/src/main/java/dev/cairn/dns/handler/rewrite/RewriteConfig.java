// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.rewrite;

import dev.cairn.dns.config.Directive;
import dev.cairn.dns.config.Position;
import dev.cairn.dns.config.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One line {@code rewrite} of a server block.
 *
 * <p><b>Immutable.</b>
 */
public final class RewriteConfig {
    private static final List<String> FIELDS =
            List.of("name", "type", "class", "edns0", "ttl", "cname", "rcode", "continue", "stop");

    private final Rule rule;
    private final boolean last;

    private RewriteConfig(Rule rule, boolean last) {
        this.rule = rule;
        this.last = last;
    }

    /**
     * Reads the directive, whose words may stand on its line or in its braces; what is wrong is added to the problems, and then there may be
     * no result.
     */
    public static Optional<RewriteConfig> parse(Directive directive, Problems problems) {
        List<String> words = new ArrayList<>(directive.arguments());
        for (Directive option : directive.options()) {
            words.add(option.name());
            words.addAll(option.arguments());
        }
        boolean isContinued = !words.isEmpty() && NameText.fold(words.get(0)).equals("continue");
        if (isContinued || (!words.isEmpty() && NameText.fold(words.get(0)).equals("stop"))) {
            words.remove(0);
        }
        if (words.isEmpty()) {
            problems.add(directive.position(), "rewrite needs a field: one of " + String.join(", ", FIELDS));
            return Optional.empty();
        }
        Optional<Rule> rule = rule(words.get(0), words.subList(1, words.size()), directive.position(), problems);
        return rule.map(found -> new RewriteConfig(found, !isContinued));
    }

    private static Optional<Rule> rule(String field, List<String> words, Position position, Problems problems) {
        return switch (NameText.fold(field)) {
            case "name" -> NameRuleReader.read(words, position, problems);
            case "type" -> TypeRule.read(words, position, problems);
            case "class" -> ClassRule.read(words, position, problems);
            case "edns0" -> EdnsRuleReader.read(words, position, problems);
            case "ttl" -> TtlRule.read(words, position, problems);
            case "cname" -> CnameRule.read(words, position, problems);
            case "rcode" -> RcodeRule.read(words, position, problems);
            case "answer" -> {
                problems.add(position, "rewrite: answer is an option of the field name, and stands after it");
                yield Optional.empty();
            }
            default -> {
                problems.addUnknown(position, "field of rewrite", field, FIELDS);
                yield Optional.empty();
            }
        };
    }

    Rule rule() {
        return rule;
    }

    /** Whether no further line is looked at when this one matched. */
    boolean isLast() {
        return last;
    }
}
