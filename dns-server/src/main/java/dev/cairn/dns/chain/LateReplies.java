// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.chain;

import java.net.InetSocketAddress;

/** Where the responses to deferred queries of one socket or connection go. <b>Thread-safe.</b> */
@FunctionalInterface
public interface LateReplies {
    /** For queries that nobody waits for. */
    LateReplies NOBODY = (client, message, length) -> {};

    /**
     * A deferred query is done. Called exactly once for each, on any thread; must not block.
     *
     * @param message holds the response from index 0, and other things once this returns
     * @param length octets of the response; 0 for no reply
     */
    void send(InetSocketAddress client, byte[] message, int length);
}
