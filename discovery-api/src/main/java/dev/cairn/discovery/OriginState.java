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

    /** The origin is lost; a failure that was reported stays the failure. */
    OriginState stale(Duration newAge, String newReason) {
        return new OriginState(true, newAge, newReason, failure);
    }

    OriginState with(DiscoveryException newFailure) {
        return new OriginState(isStale, age, reason, newFailure);
    }

    /** Tells a watcher that was told {@code before} last what is new. */
    void tell(OriginWatcher watcher, OriginState before) {
        if (failure != null && failure != before.failure()) {
            watcher.onFailure(failure);
        }
        if (isStale && !(before.isStale() && age.equals(before.age()) && reason.equals(before.reason()))) {
            watcher.onStale(age, reason);
        } else if (!isStale && before.isStale()) {
            watcher.onFresh();
        }
    }
}
