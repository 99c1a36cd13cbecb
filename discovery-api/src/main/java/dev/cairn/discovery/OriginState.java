// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Whether the origin is there, and what is wrong with it. */
record OriginState(
        boolean isStale,
        Duration age,
        String reason,
        @Nullable DiscoveryException failure) {
    /** Nothing to tell yet. */
    static final OriginState INITIAL = fresh();

    static OriginState fresh() {
        return new OriginState(false, Duration.ZERO, "", null);
    }

    static OriginState stale(Duration age, String reason) {
        return new OriginState(true, age, reason, null);
    }

    OriginState with(DiscoveryException newFailure) {
        return new OriginState(isStale, age, reason, newFailure);
    }

    /** Tells a watcher that was told {@code before} last. */
    void tell(OriginWatcher watcher, OriginState before) {
        if (failure != null && failure != before.failure()) {
            watcher.onFailure(failure);
            return;
        }
        if (isStale) {
            watcher.onStale(age, reason);
        } else if (before.isStale()) {
            watcher.onFresh();
        }
    }
}
