// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.timeouts;

import dev.cairn.dns.config.Directive;
import dev.cairn.dns.config.Durations;
import dev.cairn.dns.config.Numbers;
import dev.cairn.dns.config.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The directive {@code timeouts}; what is not given stays as it is.
 *
 * <p><b>Immutable.</b>
 *
 * @param read from the first octet of a request to its last
 * @param write how long a client may not take its responses
 * @param idle from the last request of a connection to its close
 * @param maxRequests of one connection, before it is closed; 0 for any number
 */
public record TimeoutsConfig(
        Optional<Duration> read, Optional<Duration> write, Optional<Duration> idle, OptionalInt maxRequests) {
    private static final List<String> OPTIONS = List.of("read", "write", "idle", "maxtcpqueries");
    private static final int MAX_REQUESTS = 999_999_999;
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofHours(24);

    /** Reads the directive; what is wrong is added to the problems. */
    public static TimeoutsConfig parse(Directive directive, Problems problems) {
        directive.hasArguments(0, 0, problems);
        Optional<Duration> read = Optional.empty();
        Optional<Duration> write = Optional.empty();
        Optional<Duration> idle = Optional.empty();
        OptionalInt maxRequests = OptionalInt.empty();
        for (Directive option : directive.options()) {
            option.rejectOptions(problems);
            switch (option.name()) {
                case "read" -> read = time(option, problems);
                case "write" -> write = time(option, problems);
                case "idle" -> idle = time(option, problems);
                case "maxtcpqueries" -> maxRequests = requests(option, problems);
                default -> problems.addUnknown(option.position(), "option of timeouts", option.name(), OPTIONS);
            }
        }
        if (directive.options().isEmpty()) {
            problems.add(directive.position(), "timeouts needs an option: " + String.join(", ", OPTIONS));
        }
        return new TimeoutsConfig(read, write, idle, maxRequests);
    }

    /** A number without a unit is in seconds. */
    private static Optional<Duration> time(Directive option, Problems problems) {
        if (!option.hasArguments(1, 1, problems)) {
            return Optional.empty();
        }
        String word = option.arguments().get(0);
        Optional<Duration> time =
                Durations.parse(word.matches("\\d+") ? word + "s" : word, option.position(), problems);
        if (time.filter(given -> given.compareTo(LEAST) < 0 || given.compareTo(MOST) > 0)
                .isPresent()) {
            problems.add(option.position(), option.name() + " must be 1s to 24h, not " + word);
        }
        return time;
    }

    private static OptionalInt requests(Directive option, Problems problems) {
        if (!option.hasArguments(1, 1, problems)) {
            return OptionalInt.empty();
        }
        return option.arguments().equals(List.of("-1"))
                ? OptionalInt.of(0)
                : Numbers.parse(option, 1, MAX_REQUESTS, problems);
    }
}
