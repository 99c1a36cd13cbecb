// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.state;

import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.Protocol;
import dev.cairn.discovery.ServiceKind;
import java.util.List;

/** The numbers that stand for constants and records in a file. A place in a list is such a number: it stays, whatever comes after it. */
final class Codes {
    static final List<ServiceKind> KINDS =
            List.of(ServiceKind.CLUSTER_IP, ServiceKind.HEADLESS, ServiceKind.EXTERNAL_NAME);
    static final List<Protocol> PROTOCOLS = List.of(Protocol.TCP, Protocol.UDP, Protocol.SCTP);
    static final List<AddressFamily> FAMILIES = List.of(AddressFamily.IPV4, AddressFamily.IPV6);

    static final int END = 0;
    static final int NAMESPACE = 1;
    static final int SERVICE = 2;

    // What follows an endpoint's address.
    static final int HOSTNAME = 1;
    static final int POD_NAME = 2;

    private Codes() {}
}
