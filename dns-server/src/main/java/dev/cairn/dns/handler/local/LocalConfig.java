// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.local;

import dev.cairn.dns.config.Directive;
import dev.cairn.dns.config.Problems;
import java.util.List;

/**
 * The directive {@code local}.
 *
 * <p><b>Immutable.</b>
 *
 * @param prefix whether {@code localhost.} in front of any name is this machine, too; so unless {@code localhost_prefix off}
 */
public record LocalConfig(boolean prefix) {
    private static final List<String> SWITCH = List.of("on", "off");

    /** Reads the directive; what is wrong is added to the problems. */
    public static LocalConfig parse(Directive directive, Problems problems) {
        directive.hasArguments(0, 0, problems);
        boolean prefix = true;
        for (Directive option : directive.options()) {
            option.rejectOptions(problems);
            if (!option.name().equals("localhost_prefix")) {
                problems.addUnknown(option.position(), "option of local", option.name(), List.of("localhost_prefix"));
            } else if (option.hasArguments(1, 1, problems)) {
                String word = option.arguments().get(0);
                if (!SWITCH.contains(word)) {
                    problems.addUnknown(option.position(), "setting of localhost_prefix", word, SWITCH);
                }
                prefix = !word.equals("off");
            }
        }
        return new LocalConfig(prefix);
    }
}
