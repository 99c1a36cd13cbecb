// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.policy;

import dev.cairn.discovery.Endpoint;
import java.net.InetSocketAddress;

/**
 * An endpoint as a policy sees it. The object stays the same for as long as pod, address and port do, so its counters survive every
 * other change.
 *
 * <p><b>Thread-safe.</b>
 */
public interface Candidate {
    /** Address and port, resolved; the same object until a pod with two addresses is called at its other one. */
    InetSocketAddress address();

    /** What discovery says of it now: pod, zone, node, hints, weight. */
    Endpoint endpoint();

    /** Picks that have no outcome yet. */
    int inFlight();

    /**
     * What a call to it costs, for comparison: the natural logarithm of peak EWMA latency ÷ success², on a scale that moves with time. So
     * it says nothing alone, but of two candidates, at one moment, the one with the lower number is the better one, by a factor of e for
     * each 1. Negative infinity when what was known is out of date.
     */
    double logCost();
}
