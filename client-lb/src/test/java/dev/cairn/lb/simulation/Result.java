// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.simulation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What the callers saw. <b>Immutable.</b>
 *
 * <p>All figures are of the requests that began in the measured time; latencies are those of whole calls, the failed ones among them.
 */
public final class Result {
    /** Attempts to one server in one second of the script. */
    private record Cell(long second, int server) {}

    private final long requests;
    private final long attempts;
    private final long failed;
    private final long[] latencies;
    private final double meanEjected;
    private final Map<Cell, Long> cells;

    private Result(Builder builder) {
        requests = builder.requests;
        attempts = builder.attempts;
        failed = builder.failed;
        latencies = Arrays.copyOf(builder.latencies, builder.ended);
        Arrays.sort(latencies);
        meanEjected = builder.samples == 0 ? 0 : (double) builder.ejected / builder.samples;
        cells = Map.copyOf(builder.cells);
    }

    /** Requests that failed, in percent. */
    public double errorPercent() {
        return 100.0 * failed / requests;
    }

    /** Requests that took longer, in percent. */
    public double slowerPercent(double millis) {
        int index = Arrays.binarySearch(latencies, (long) (millis * VirtualTime.MILLISECOND));
        int slower = latencies.length - (index < 0 ? -index - 1 : index + 1);
        return 100.0 * slower / requests;
    }

    /** The latency in milliseconds that this part of the requests stays below; the part is in percent. */
    public double percentile(double percent) {
        int index = (int) Math.ceil(latencies.length * percent / 100) - 1;
        return (double) latencies[Math.max(0, index)] / VirtualTime.MILLISECOND;
    }

    /** Attempts for each request. */
    public double amplification() {
        return (double) attempts / requests;
    }

    /** Servers of the first client that were ejected, on average. */
    public double meanEjected() {
        return meanEjected;
    }

    /** Attempts. */
    public long attempts() {
        return attempts;
    }

    /** Requests. */
    public long requests() {
        return requests;
    }

    /** The part of the attempts that went to this server from one second of the script to another, in percent. */
    public double sharePercent(int server, int fromSecond, int toSecond) {
        long own = 0;
        long total = 0;
        for (Map.Entry<Cell, Long> cell : cells.entrySet()) {
            if (cell.getKey().second() >= fromSecond && cell.getKey().second() < toSecond) {
                total += cell.getValue();
                own += cell.getKey().server() == server ? cell.getValue() : 0;
            }
        }
        return total == 0 ? 0 : 100.0 * own / total;
    }

    static final class Builder {
        private final long fromNanos;
        private final long toNanos;
        private final Map<Cell, Long> cells = new HashMap<>();
        private long[] latencies = new long[1 << 16];
        private int ended;
        private long requests;
        private long attempts;
        private long failed;
        private long samples;
        private long ejected;

        Builder(long fromNanos, long toNanos) {
            this.fromNanos = fromNanos;
            this.toNanos = toNanos;
        }

        private boolean isMeasured(long nanos) {
            return nanos >= fromNanos && nanos < toNanos;
        }

        void request(long begin) {
            requests += isMeasured(begin) ? 1 : 0;
        }

        void attempt(long begin, long now, int server) {
            cells.merge(new Cell(now / VirtualTime.SECOND, server), 1L, Long::sum);
            attempts += isMeasured(begin) ? 1 : 0;
        }

        void end(long begin, long latency, boolean isSuccess) {
            if (!isMeasured(begin)) {
                return;
            }
            if (ended == latencies.length) {
                latencies = Arrays.copyOf(latencies, 2 * ended);
            }
            latencies[ended++] = latency;
            failed += isSuccess ? 0 : 1;
        }

        void ejected(long now, int count) {
            if (isMeasured(now)) {
                samples++;
                ejected += count;
            }
        }

        Result build() {
            return new Result(this);
        }
    }
}
