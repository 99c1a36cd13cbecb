// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.scrape;

import java.net.InetSocketAddress;

/** A Corefile, and the traffic that makes a server with it count. */
interface Setting extends AutoCloseable {
    /** The same text for both servers. */
    String corefile();

    /** Whether the server has done by itself what it does at its start. */
    boolean isSettled();

    /** Asks, octet by octet the same each time, and returns when nothing is under way any more. */
    void drive();

    @Override
    void close();

    /** The port 53 of this machine. */
    static InetSocketAddress server(String address) {
        return new InetSocketAddress(address, 53);
    }
}
