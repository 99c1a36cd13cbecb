// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.discovery.Endpoint;
import dev.cairn.lb.policy.LoadReport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One attempt of a call, at one endpoint. <b>Confined to</b> one thread at a time, but for its end, which may come from a timer. */
public final class Attempt {
    private final CallProgress progress;
    private final Pick pick;
    private final int number;
    private final boolean hedge;
    private final long beganAfterNanos;
    private volatile @Nullable Future<?> work;
    private volatile boolean cancelled;
    private volatile boolean timedOut;
    private volatile boolean taken;
    private volatile @Nullable Verdict settled;

    Attempt(CallProgress progress, Pick pick, int number, boolean hedge, long beganAfterNanos) {
        this.progress = progress;
        this.pick = pick;
        this.number = number;
        this.hedge = hedge;
        this.beganAfterNanos = beganAfterNanos;
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

    /** Whether it runs beside another attempt that takes long; see {@link HedgePolicy}. */
    public boolean isHedge() {
        return hedge;
    }

    /** How long the call may still take, at least 1 ms; empty when it has no timeout. */
    public Optional<Duration> remaining() {
        return progress.time().remaining();
    }

    /** As {@link Pick#report}. */
    public void report(LoadReport report) {
        pick.report(report);
    }

    /**
     * How long this attempt may still take, at least 1 ms: what is left of the attempt timeout or of the call's timeout, whichever ends
     * first. To be handed to the client that makes the attempt, and to the server, as in {@code grpc-timeout}. Empty when there is
     * neither.
     */
    public Optional<Duration> timeout() {
        return progress.time().timeout(this);
    }

    /**
     * Asks, before the attempt has ended, whether its result would be thrown away if it ended with this outcome: because another attempt
     * follows, or is there already. True is binding, so a client need not read the body of such a response. False means that the result
     * is the call's: other attempts are cancelled, and this one has no timeout of its own any more. Asked once at most.
     */
    public boolean claimRetry(Outcome outcome) {
        return progress.claimRetry(this, outcome);
    }

    Pick pick() {
        return pick;
    }

    /** How long after the call it began. */
    long beganAfterNanos() {
        return beganAfterNanos;
    }

    /** This is what it does, to be cancelled should it be in vain. */
    void runs(Future<?> stage) {
        work = stage;
        if (cancelled) {
            stage.cancel(true);
        }
    }

    void cancel() {
        cancelled = true;
        Future<?> stage = work;
        if (stage != null) {
            stage.cancel(true);
        }
    }

    /** Its caller begins to use the result. */
    void take() {
        taken = true;
    }

    /** What follows is decided before it has ended. */
    void settle(Verdict verdict) {
        settled = verdict;
    }

    /** What was decided before it ended; null when nothing was. */
    @Nullable
    Verdict settled() {
        return settled;
    }

    boolean isTimedOut() {
        return timedOut;
    }

    /** Its time is up: it ends as a failure of the endpoint, unless its caller uses the result already. False if so. */
    boolean blame() {
        timedOut = !taken;
        return timedOut;
    }

    /** Ends it when its own time is up. */
    void expire() {
        if (blame()) {
            cancel();
        }
    }

    /** What its error means: whatever a client makes of a cancellation, it is ours. */
    Throwable errorOf(Throwable thrown) {
        if (timedOut) {
            return new TimeoutException("the attempt took longer than it may");
        }
        return cancelled ? new CancellationException("the attempt was cancelled") : thrown;
    }
}
