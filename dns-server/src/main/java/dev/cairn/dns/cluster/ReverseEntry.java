// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

/** Somebody who has an address: a Service by its cluster IP, or one of its ready endpoints. <b>Immutable.</b> */
sealed interface ReverseEntry permits ClusterAddress, EndpointName {
    /** The Service. */
    ServiceCell cell();

    /** Whether the name exists: that its namespace does, and, where empty Services are hidden, that its Service has endpoints. */
    boolean isVisible(boolean hidesEmptyServices);

    /** Whether the address is of this family. */
    boolean isIpv4();

    /** Four bits of the address, 0 being the first ones. */
    int addressNibble(int depth);

    /** Whether this is the address. */
    boolean hasAddress(byte[] address, int length);
}
