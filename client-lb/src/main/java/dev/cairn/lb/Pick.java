// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.discovery.Endpoint;
import dev.cairn.lb.policy.Candidate;
import dev.cairn.lb.policy.LoadReport;
import java.net.InetSocketAddress;

/**
 * An endpoint picked for one call, to be told how the call ended.
 *
 * <pre>{@code
 * try (Pick pick = balancer.pick()) {
 *     send(pick.address());
 *     pick.success();
 * }
 * }</pre>
 *
 * <p>The first outcome counts, later ones are ignored. {@link #close()} without an outcome means that the call was cancelled. A pick
 * stays usable when its endpoint or balancer goes away meanwhile; a failure then counts for nothing.
 *
 * <p><b>Confined to</b> one thread at a time.
 */
public final class Pick implements AutoCloseable {
    private static final long FINISHED = -1;

    private final TrackedEndpoint endpoint;
    private long startNanos;

    private Pick(TrackedEndpoint endpoint, long startNanos) {
        this.endpoint = endpoint;
        this.startNanos = startNanos;
    }

    /** A call to the endpoint begins. */
    static Pick of(TrackedEndpoint endpoint) {
        return new Pick(endpoint, endpoint.begin());
    }

    /** Where to send the call: resolved, the same object for as long as the endpoint is called there. */
    public InetSocketAddress address() {
        return endpoint.address();
    }

    /** What discovery says of the endpoint. */
    public Endpoint endpoint() {
        return endpoint.endpoint();
    }

    /** The endpoint as policies know it, to exclude it from a later pick. */
    public Candidate candidate() {
        return endpoint;
    }

    /** Address and port for people. */
    String text() {
        return endpoint.text();
    }

    /**
     * The endpoint has begun to answer, and the call goes on. How long it goes on then, as a stream does, says nothing of the endpoint.
     * It is in flight until its outcome is told.
     */
    public void answered() {
        long start = startNanos;
        if (start != FINISHED && start != PickClock.UNTIMED) {
            startNanos = endpoint.answered(start);
        }
    }

    /** The endpoint did its work. */
    public void success() {
        long start = startNanos;
        if (start != FINISHED) {
            startNanos = FINISHED;
            endpoint.succeeded(start);
        }
    }

    /** The endpoint failed. */
    public void failure() {
        finish(Outcome.failure());
    }

    /** The call ended with this error, which {@link Classifier#standard()} judges. */
    public void failure(Throwable cause) {
        finish(Classifier.standard().ofError(cause));
    }

    /** The call ended like this. */
    public void finish(Outcome outcome) {
        long start = startNanos;
        if (start == FINISHED) {
            return;
        }
        startNanos = FINISHED;
        if (outcome.isEndpointFailure()) {
            if (outcome.repeat() == Outcome.Repeat.ALWAYS) {
                endpoint.refused(start);
            } else {
                endpoint.failed(start);
            }
        } else if (outcome instanceof Outcome.Success) {
            endpoint.succeeded(start);
        } else {
            endpoint.endedUnjudged(start);
        }
    }

    /**
     * The endpoint has told its load with its response, before or after the call has ended. {@link LoadReports} reads such reports;
     * {@link dev.cairn.lb.policy.Policies#loadReportWeighted()} heeds them.
     */
    public void report(LoadReport report) {
        endpoint.reported(report);
    }

    /** Ends the pick as cancelled when it has no outcome yet. */
    @Override
    public void close() {
        long start = startNanos;
        if (start != FINISHED) {
            startNanos = FINISHED;
            endpoint.endedUnjudged(start);
        }
    }

    @Override
    public String toString() {
        return "pick of " + endpoint + (startNanos == FINISHED ? ", finished" : "");
    }
}
