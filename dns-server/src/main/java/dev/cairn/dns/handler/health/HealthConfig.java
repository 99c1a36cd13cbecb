// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.health;

import dev.cairn.dns.config.Directive;
import dev.cairn.dns.config.Durations;
import dev.cairn.dns.config.HostPort;
import dev.cairn.dns.config.Problems;
import java.time.Duration;
import java.util.List;

/**
 * The directive {@code health}.
 *
 * <p><b>Immutable.</b>
 *
 * @param address where {@code /health} is served; {@code :8080} unless given
 * @param lameduck how long to go on serving after the signal to stop; zero unless given
 */
public record HealthConfig(HostPort address, Duration lameduck) {

    private static final HostPort DEFAULT_ADDRESS = new HostPort("", 8080);

    /** Reads the directive; what is wrong is added to the problems. */
    public static HealthConfig parse(Directive directive, Problems problems) {
        directive.hasArguments(0, 1, problems);
        HostPort address = directive.arguments().stream()
                .findFirst()
                .flatMap(word -> HostPort.parse(word, directive.position(), problems))
                .orElse(DEFAULT_ADDRESS);
        Duration lameduck = Duration.ZERO;
        for (Directive option : directive.options()) {
            if (!option.name().equals("lameduck")) {
                problems.addUnknown(option.position(), "option of health", option.name(), List.of("lameduck"));
            } else if (option.hasArguments(1, 1, problems)) {
                lameduck = Durations.parse(option.arguments().get(0), option.position(), problems)
                        .orElse(Duration.ZERO);
            }
        }
        return new HealthConfig(address, lameduck);
    }
}
