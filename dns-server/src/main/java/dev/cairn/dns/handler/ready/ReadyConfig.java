// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.ready;

import dev.cairn.dns.config.Directive;
import dev.cairn.dns.config.HostPort;
import dev.cairn.dns.config.Problems;
import java.util.List;

/**
 * The directive {@code ready}.
 *
 * <p><b>Immutable.</b>
 *
 * @param address where {@code /ready} is served; {@code :8181} unless given
 * @param continuously whether a directive that was ready once is asked again; not unless {@code monitor continuously}
 */
public record ReadyConfig(HostPort address, boolean continuously) {

    private static final HostPort DEFAULT_ADDRESS = new HostPort("", 8181);
    private static final List<String> MONITORS = List.of("until-ready", "continuously");

    /** Reads the directive; what is wrong is added to the problems. */
    public static ReadyConfig parse(Directive directive, Problems problems) {
        directive.hasArguments(0, 1, problems);
        HostPort address = directive.arguments().stream()
                .findFirst()
                .flatMap(word -> HostPort.parse(word, directive.position(), problems))
                .orElse(DEFAULT_ADDRESS);
        boolean continuously = false;
        for (Directive option : directive.options()) {
            if (!option.name().equals("monitor")) {
                problems.addUnknown(option.position(), "option of ready", option.name(), List.of("monitor"));
            } else if (option.hasArguments(1, 1, problems)) {
                continuously = isContinuous(option, problems);
            }
        }
        return new ReadyConfig(address, continuously);
    }

    private static boolean isContinuous(Directive option, Problems problems) {
        String word = option.arguments().get(0);
        if (!MONITORS.contains(word)) {
            problems.addUnknown(option.position(), "monitor of ready", word, MONITORS);
        }
        return word.equals("continuously");
    }
}
