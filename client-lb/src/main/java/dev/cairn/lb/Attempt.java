// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.discovery.Endpoint;
import dev.cairn.lb.policy.LoadReport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/** One attempt of a call, at one endpoint. <b>Confined to</b> one thread at a time. */
public final class Attempt {
    private final CallProgress progress;
    private final Pick pick;
    private final int number;

    Attempt(CallProgress progress, Pick pick, int number) {
        this.progress = progress;
        this.pick = pick;
        this.number = number;
    }

    /** Where to send the call. */
    public InetSocketAddress address() {
        return pick.address();
    }

    /** What discovery says of the endpoint. */
    public Endpoint endpoint() {
        return pick.endpoint();
    }

    /** 1 for the first attempt of a call. */
    public int number() {
        return number;
    }

    /** How long the call may still take, at least 1 ms; empty when it has no timeout. */
    public Optional<Duration> remaining() {
        return progress.remaining();
    }

    /** As {@link Pick#report}. */
    public void report(LoadReport report) {
        pick.report(report);
    }

    /**
     * Asks, before the attempt has ended, whether another one will follow if it ends with this outcome. The answer is binding: after
     * true the result isn't used, so that a client may throw away the body of a response. Asked once at most.
     */
    public boolean claimRetry(Outcome outcome) {
        return progress.decide(outcome).isRetry();
    }

    Pick pick() {
        return pick;
    }
}
