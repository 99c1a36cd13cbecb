// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.hosts;

import dev.cairn.dns.wire.DomainName;
import java.net.InetAddress;
import java.util.List;

/** A line of a hosts file: an address and its names. <b>Immutable.</b> */
record HostEntry(InetAddress address, List<DomainName> names) {
    HostEntry {
        names = List.copyOf(names);
    }
}
