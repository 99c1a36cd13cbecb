// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.swap;

import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What one asker saw in one phase. <b>Thread-safe.</b> */
final class Tally {
    private static final int KEPT = 10;

    private int asked;
    private int unanswered;
    private int wrong;
    private long longestNanos;
    private final List<String> examples = new ArrayList<>();

    /** Counts a question by what was said; {@value Asker#NOTHING} is no answer. */
    synchronized void count(Known name, String said, long nanos) {
        asked++;
        longestNanos = Math.max(longestNanos, nanos);
        boolean isAnswered = !said.equals(Asker.NOTHING);
        if (!isAnswered) {
            unanswered++;
        } else if (!name.right().contains(said)) {
            wrong++;
        } else {
            return;
        }
        if (examples.size() < KEPT) {
            examples.add("%s %s is '%s' after %d ms, right is %s"
                    .formatted(
                            LocalTime.now(ZoneOffset.UTC),
                            name.spoken(),
                            said,
                            TimeUnit.NANOSECONDS.toMillis(nanos),
                            name.right()));
        }
    }

    /** All of them together. */
    static Tally sum(List<Tally> tallies) {
        Tally sum = new Tally();
        tallies.forEach(sum::add);
        return sum;
    }

    private synchronized void add(Tally other) {
        synchronized (other) {
            asked += other.asked;
            unanswered += other.unanswered;
            wrong += other.wrong;
            longestNanos = Math.max(longestNanos, other.longestNanos);
        }
    }

    synchronized int asked() {
        return asked;
    }

    synchronized int wrong() {
        return wrong;
    }

    synchronized List<String> examples() {
        return List.copyOf(examples);
    }

    @Override
    public synchronized String toString() {
        return "%d, %d unanswered, %d wrong, longest %d ms"
                .formatted(asked, unanswered, wrong, TimeUnit.NANOSECONDS.toMillis(longestNanos));
    }
}
