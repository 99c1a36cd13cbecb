// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.upstream;

/** What is worth counting. Called on the upstream thread; must not block. */
public interface UpstreamEvents {

    /** Counts nothing. */
    UpstreamEvents NONE = new UpstreamEvents() {};

    /** A server answered. */
    default void answered(Upstream from, int rcode, long durationNanos) {}

    /** A probe got no answer. */
    default void probeFailed(Upstream probed) {}

    /** A question found all servers down. */
    default void allDown() {}

    /** A question was refused because too many wait; called on the asking thread. */
    default void overloaded() {}

    /** A question was sent over a connection that was open. */
    default void reused(Upstream to, String transport) {}

    /** A socket was opened for a question. */
    default void opened(Upstream to, String transport) {}
}
