// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as they are written in a Corefile: numbers with units, such as {@code 5s}, {@code 1m30s} or {@code 1.5h}.
 *
 * <p><b>Thread-safe.</b>
 */
public final class Durations {

    private static final Pattern PART = Pattern.compile("(\\d{1,9}(?:\\.\\d{0,9})?|\\.\\d{1,9})(ns|us|µs|ms|s|m|h)");
    private static final Map<String, Long> NANOS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);
    private static final BigDecimal MAX_NANOS = BigDecimal.valueOf(Long.MAX_VALUE);

    private Durations() {}

    /** The duration that a word means, not negative; empty, with a problem added, if it means none. */
    public static Optional<Duration> parse(String word, Position position, Problems problems) {
        Optional<Duration> duration = parse(word);
        if (duration.isEmpty()) {
            problems.add(
                    position, Quoted.of(word) + " is not a duration: write a number with a unit, such as 5s or 1m30s");
        }
        return duration;
    }

    /** A duration as CoreDNS writes it: {@code 5m0s}, {@code 1.5s}, {@code 500ms}; not negative. */
    public static String format(Duration duration) {
        long nanos = duration.toNanos();
        if (nanos == 0) {
            return "0s";
        }
        for (String unit : List.of("s", "ms", "µs")) {
            long unitNanos = NANOS.getOrDefault(unit, 1L);
            if (nanos >= unitNanos) {
                return unit.equals("s") ? clock(nanos) : decimal(nanos, unitNanos) + unit;
            }
        }
        return nanos + "ns";
    }

    private static String clock(long nanos) {
        long minutes = nanos / NANOS.getOrDefault("m", 1L);
        String seconds = decimal(nanos % NANOS.getOrDefault("m", 1L), NANOS.getOrDefault("s", 1L)) + "s";
        String hours = minutes < 60 ? "" : minutes / 60 + "h";
        return minutes == 0 ? seconds : hours + minutes % 60 + "m" + seconds;
    }

    private static String decimal(long nanos, long unitNanos) {
        return BigDecimal.valueOf(nanos)
                .divide(BigDecimal.valueOf(unitNanos))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static Optional<Duration> parse(String word) {
        if (word.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        BigDecimal nanos = BigDecimal.ZERO;
        Matcher part = PART.matcher(word);
        int end = 0;
        while (end < word.length() && part.region(end, word.length()).lookingAt()) {
            long unit = NANOS.getOrDefault(part.group(2), 0L);
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit)));
            end = part.end();
        }
        boolean whole = end > 0 && end == word.length();
        return whole && nanos.compareTo(MAX_NANOS) <= 0
                ? Optional.of(Duration.ofNanos(nanos.longValue()))
                : Optional.empty();
    }
}
