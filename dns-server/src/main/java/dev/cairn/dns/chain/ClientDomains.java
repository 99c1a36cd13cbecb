// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.chain;

import dev.cairn.dns.wire.DomainName;
import java.net.InetAddress;
import java.util.List;

/** Knows in which domains a client looks for names. <b>Thread-safe.</b> */
@FunctionalInterface
public interface ClientDomains {
    /** The domains that the client tries first, in their order, if it asks for a name of this zone; empty where that is not known. */
    List<DomainName> searched(DomainName name, InetAddress client);
}
