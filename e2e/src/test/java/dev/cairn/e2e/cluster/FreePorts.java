// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.cluster;

import java.util.concurrent.atomic.AtomicInteger;

/** Ports of this network namespace that nothing else takes: below those of outgoing connections and of node ports. */
public final class FreePorts {
    private static final AtomicInteger NEXT = new AtomicInteger(20_000);

    private FreePorts() {}

    /** A port that was not given before. */
    public static int next() {
        return NEXT.getAndIncrement();
    }
}
