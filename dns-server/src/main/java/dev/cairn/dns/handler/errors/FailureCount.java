// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.errors;

import dev.cairn.dns.config.Durations;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;

/** Counts the failures of one kind, and logs their number when the time since the first is over. <b>Thread-safe.</b> */
final class FailureCount {
    private final Consolidation kind;
    private final Timer timer;
    private final Logger log;
    private final AtomicInteger count = new AtomicInteger();

    FailureCount(Consolidation kind, Timer timer, Logger log) {
        this.kind = kind;
        this.timer = timer;
        this.log = log;
    }

    Consolidation kind() {
        return kind;
    }

    boolean matches(String failure) {
        return kind.pattern().matcher(failure).find();
    }

    /** Counts one failure; false if the caller is to log it at once. */
    boolean add() {
        if (count.incrementAndGet() > 1) {
            return true;
        }
        timer.after(kind.period(), this::tell);
        return !kind.showsFirst();
    }

    /** Logs the number of failures not told yet. */
    void tell() {
        int failures = count.getAndSet(0);
        if (failures > 1 || failures == 1 && !kind.showsFirst()) {
            log.atLevel(kind.level())
                    .log(
                            "{} errors like '{}' occurred in last {}",
                            failures,
                            kind.pattern(),
                            Durations.format(kind.period()));
        }
    }
}
