// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.chain;

import dev.cairn.dns.wire.DomainName;
import java.time.Duration;

/**
 * A handler that sends queries to other servers, and has to stop when they come back to this one.
 *
 * <p><b>Thread-safe.</b>
 */
public interface Outbound {

    /** A zone whose queries it sends away. */
    DomainName zone();

    /** Where they go, for people. */
    String destination();

    /**
     * Calls this each time that it begins to send queries to other servers than before, its start included.
     *
     * @param listener must not block
     */
    void onChange(Runnable listener);

    /**
     * Sends a query for HINFO of this name to each of its servers, more than once, whether it has stopped or not. The answers do not matter.
     *
     * @param delay from now on
     * @param done called once when the query could have come back; must not block. Never called if the handler is closed before
     */
    void probe(DomainName name, Duration delay, Runnable done);

    /** Stops sending queries away, which are answered SERVFAIL then, or goes on. */
    void setLooping(boolean looping);
}
