// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.chain;

import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * Where handlers count what only they know. One for the whole server: families outlive a reload, and handlers that name the same
 * family and label values count together.
 *
 * <p>A series is looked up when a handler is made or meets a new label value, and kept; counting by it takes no lock.
 *
 * <p><b>Thread-safe.</b>
 */
public interface Meters {

    /** Counts nothing. */
    Meters NONE = new Meters() {
        @Override
        public Tally counter(Family family, String... labelValues) {
            return events -> {};
        }

        @Override
        public Timing durations(Family family, Buckets buckets, String... labelValues) {
            return nanos -> {};
        }

        @Override
        public void gauge(Family family, LongSupplier value, String... labelValues) {}

        @Override
        public void follow(Family family, LongSupplier count, String... labelValues) {}
    };

    /**
     * A family of series as scrapers see it.
     *
     * <p><b>Immutable.</b>
     *
     * @param name whole, such as {@code coredns_cache_hits_total}
     * @param labels names of the labels; empty for a single series
     */
    record Family(String name, String help, List<String> labels) {
        /** Copies the labels. */
        public Family {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(help, "help");
            labels = List.copyOf(labels);
        }

        /** A family with these labels. */
        public static Family of(String name, String help, String... labels) {
            return new Family(name, help, List.of(labels));
        }
    }

    /** One series of a counter. <b>Thread-safe.</b> */
    @FunctionalInterface
    interface Tally {
        /** Counts some events, not negative. */
        void add(long events);

        /** Counts one event. */
        default void increment() {
            add(1);
        }
    }

    /** Where the buckets of a histogram of durations end. */
    enum Buckets {
        /** 0.25 ms times powers of two, 16 buckets: answers to queries. */
        ANSWERS,
        /** 5 ms to 10 s, 11 buckets, as clients of Prometheus have them by default: requests to other servers. */
        REQUESTS,
        /** 1 ms times powers of two, 20 buckets: what may take minutes. */
        CHANGES
    }

    /** One series of a histogram of durations. <b>Thread-safe.</b> */
    @FunctionalInterface
    interface Timing {
        /** Counts one duration. */
        void observe(long nanos);
    }

    /**
     * A series of a counter. A family without labels has its series from then on, 0 at first; so has each series asked for here.
     *
     * @param labelValues as many as the family has labels
     * @throws IllegalArgumentException if the name is taken by a family of another kind or with other labels
     */
    Tally counter(Family family, String... labelValues);

    /**
     * A series of a histogram of durations in seconds, with the buckets of {@link Buckets#ANSWERS}.
     *
     * @param labelValues as many as the family has labels
     * @throws IllegalArgumentException if the name is taken by a family of another kind or with other labels
     */
    default Timing durations(Family family, String... labelValues) {
        return durations(family, Buckets.ANSWERS, labelValues);
    }

    /**
     * A series of a histogram of durations in seconds.
     *
     * @param buckets those that the family begins with count
     * @param labelValues as many as the family has labels
     * @throws IllegalArgumentException if the name is taken by a family of another kind or with other labels
     */
    Timing durations(Family family, Buckets buckets, String... labelValues);

    /**
     * Shows a value that is read at each scrape, in place of what was shown for the same series before.
     *
     * @param value called by scrapers' threads; must not block
     * @param labelValues as many as the family has labels
     * @throws IllegalArgumentException if the name is taken by a family of another kind or with other labels
     */
    void gauge(Family family, LongSupplier value, String... labelValues);

    /**
     * Has a series of a counter grow at each scrape, from now on, by as much as a count kept elsewhere has grown; in place of the count that
     * the series followed before.
     *
     * @param count never shrinks; called by scrapers' threads; must not block
     * @param labelValues as many as the family has labels
     * @throws IllegalArgumentException if the name is taken by a family of another kind or with other labels
     */
    void follow(Family family, LongSupplier count, String... labelValues);
}
