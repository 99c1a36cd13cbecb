// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.upstream;

import io.netty.util.concurrent.Future;

/** Waiting before the next try, in the place of a try. <b>Confined to</b> the upstream thread. */
record Pause(Future<?> timer) implements Exchange {

    static Pause of(UpstreamLoop loop, long nanos, Runnable next) {
        return new Pause(loop.after(nanos, next));
    }

    @Override
    public void cancel() {
        timer.cancel(false);
    }
}
