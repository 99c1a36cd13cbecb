// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.propagation;

import java.net.Inet4Address;

/** One who can be asked, again and again, whether it has seen the only endpoint of a Service move. Confined to one thread. */
interface Witness extends AutoCloseable {
    /** Begins to wait for this address. */
    void expect(Inet4Address address);

    /** Whether the address has been seen since; never waits. */
    boolean hasSeen();

    @Override
    void close();
}
