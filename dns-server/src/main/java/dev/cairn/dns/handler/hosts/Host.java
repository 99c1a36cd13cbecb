// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.hosts;

import dev.cairn.dns.wire.FoldedName;
import java.util.List;

/** A name with what it stands for, as the data of records; the arrays are not to be changed. <b>Immutable.</b> */
final class Host {
    final FoldedName name;
    final int hash;
    /** Addresses of 4 octets, one after the other. */
    final byte[] ipv4;
    /** Addresses of 16 octets, one after the other. */
    final byte[] ipv6;
    /** Whole names, for a reverse name. */
    final List<byte[]> targets;

    Host(FoldedName name, byte[] ipv4, byte[] ipv6, List<byte[]> targets) {
        this.name = name;
        this.hash = name.hashCode();
        this.ipv4 = ipv4;
        this.ipv6 = ipv6;
        this.targets = List.copyOf(targets);
    }
}
