// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.check;

import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntPredicate;

/**
 * A way to ask an endpoint whether it is well. <b>Thread-safe.</b>
 *
 * <p>Called for many endpoints at a time, on a thread that all share: it must not block. An implementation for another protocol is one
 * method; that of the gRPC health protocol belongs to whoever brings gRPC.
 */
@FunctionalInterface
public interface ActiveCheck {
    /**
     * Asks once. The future completes when the endpoint is well, and fails with the reason when it isn't; it is cancelled when the time
     * is up.
     */
    CompletableFuture<Void> ask(InetSocketAddress address);

    /** Well is what accepts a TCP connection. */
    static ActiveCheck tcp() {
        return new TcpCheck();
    }

    /** Well is what answers {@code GET} of this path with a status of 200 to 299, by plain HTTP/1.1. */
    static ActiveCheck http(String path) {
        return http(path, status -> status >= 200 && status <= 299);
    }

    /** As {@link #http(String)}, with other statuses. */
    static ActiveCheck http(String path, IntPredicate isWell) {
        return new HttpCheck(path, isWell);
    }
}
