// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

/** The transport protocol of a port; Kubernetes writes it in capitals, DNS labels in lower case. */
public enum Protocol {
    /** Transmission Control Protocol, the default of a port that names none. */
    TCP,
    /** User Datagram Protocol. */
    UDP,
    /** Stream Control Transmission Protocol. */
    SCTP
}
