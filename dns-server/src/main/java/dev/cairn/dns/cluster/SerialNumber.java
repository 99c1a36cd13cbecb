// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import java.time.InstantSource;

/** The serial number of zones: Unix seconds of the last visible change, or more where changes came faster. Read by any thread, moved by one. */
final class SerialNumber {
    private final InstantSource clock;
    private volatile int value;

    SerialNumber(InstantSource clock) {
        this.clock = clock;
        this.value = nowSeconds();
    }

    int value() {
        return value;
    }

    /** Notes a visible change; while the world is being read for the first time, many are one. */
    void move(boolean isSynced) {
        int now = nowSeconds();
        int next = value + (isSynced ? 1 : 0);
        value = Integer.compareUnsigned(now, next) > 0 ? now : next;
    }

    private int nowSeconds() {
        return (int) clock.instant().getEpochSecond();
    }
}
