// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs objects that could not be read, one line in ten seconds at most. <b>Confined to</b> the loop. */
final class UnreadableLog {
    private static final Logger LOG = LoggerFactory.getLogger(UnreadableLog.class);
    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final String what;
    private long nextNanos = System.nanoTime();
    private int suppressed;

    UnreadableLog(String what) {
        this.what = what;
    }

    void log(String object, @Nullable String reason) {
        long now = System.nanoTime();
        if (now - nextNanos < 0) {
            suppressed++;
            return;
        }
        nextNanos = now + PERIOD_NANOS;
        String others = suppressed == 0 ? "" : " (and " + suppressed + " more since the last such line)";
        LOG.warn("{}: {} cannot be read and is passed over: {}{}", what, object, reason, others);
        suppressed = 0;
    }
}
