// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.lb.policy.Candidate;

/**
 * Keeps endpoints from calls for a reason that the library can't see: a connection that is down, a breaker that is open. Asked when the
 * set of endpoints changes and on {@link Balancer#reconsider()}, never for a call. <b>Thread-safe</b>; fast, and never blocks.
 */
@FunctionalInterface
public interface Exclusion {
    /** Excludes nobody. */
    Exclusion NONE = candidate -> "";

    /** Why the endpoint takes no calls, for people; empty when it does. */
    String reason(Candidate candidate);
}
