// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.cancel;

import dev.cairn.dns.config.Directive;
import dev.cairn.dns.config.Durations;
import dev.cairn.dns.config.Problems;
import java.time.Duration;

/**
 * The directive {@code cancel}.
 *
 * <p><b>Immutable.</b>
 *
 * @param timeout how long a client waits for its answer; 5001 ms unless given
 */
public record CancelConfig(Duration timeout) {
    private static final Duration DEFAULT = Duration.ofMillis(5001);

    /** Reads the directive; what is wrong is added to the problems. */
    public static CancelConfig parse(Directive directive, Problems problems) {
        directive.rejectOptions(problems);
        if (!directive.hasArguments(0, 1, problems) || directive.arguments().isEmpty()) {
            return new CancelConfig(DEFAULT);
        }
        Duration timeout = Durations.parse(directive.arguments().get(0), directive.position(), problems)
                .orElse(DEFAULT);
        if (timeout.isZero()) {
            problems.add(directive.position(), "cancel: the time must be longer than nothing");
        }
        return new CancelConfig(timeout);
    }
}
