// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.reload;

import dev.cairn.dns.config.Directive;
import dev.cairn.dns.config.Durations;
import dev.cairn.dns.config.Problems;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The directive {@code reload}: how often the Corefile is looked at.
 *
 * <p><b>Immutable.</b>
 *
 * @param interval 2 s at least
 * @param jitter how far apart servers that started together may be; at most half of the interval
 */
public record ReloadConfig(Duration interval, Duration jitter) {
    /** Without arguments: every 30 s, give or take 7.5 s. */
    public static final ReloadConfig DEFAULT = new ReloadConfig(Duration.ofSeconds(30), Duration.ofSeconds(15));

    private static final Duration MIN_INTERVAL = Duration.ofSeconds(2);
    private static final Duration MIN_JITTER = Duration.ofSeconds(1);

    /** Limits the jitter to half of the interval. */
    public ReloadConfig {
        Duration half = interval.dividedBy(2);
        jitter = jitter.compareTo(half) > 0 ? half : jitter;
    }

    /** Reads the directive; what is wrong is added to the problems. */
    public static ReloadConfig parse(Directive directive, Problems problems) {
        directive.rejectOptions(problems);
        if (!directive.hasArguments(0, 2, problems)) {
            return DEFAULT;
        }
        Duration interval = argument(directive, 0, DEFAULT.interval(), problems);
        Duration jitter = argument(directive, 1, DEFAULT.jitter(), problems);
        if (interval.compareTo(MIN_INTERVAL) < 0) {
            problems.add(directive.position(), "reload: the interval is 2s at least");
        }
        if (!jitter.isZero() && jitter.compareTo(MIN_JITTER) < 0) {
            problems.add(directive.position(), "reload: the jitter is 0s, or 1s at least");
        }
        return new ReloadConfig(interval, jitter);
    }

    private static Duration argument(Directive directive, int index, Duration otherwise, Problems problems) {
        List<String> arguments = directive.arguments();
        return index < arguments.size()
                ? Durations.parse(arguments.get(index), directive.position(), problems)
                        .orElse(otherwise)
                : otherwise;
    }

    /** The time between two looks of one server: the interval, up to half of the jitter more or less. */
    public Duration drawn(RandomGenerator random) {
        long jitterNanos = jitter.toNanos();
        return jitterNanos == 0 ? interval : interval.plusNanos(random.nextLong(jitterNanos) - jitterNanos / 2);
    }
}
