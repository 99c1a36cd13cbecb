// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.cluster;

/**
 * A range of port numbers.
 *
 * <p><b>Immutable.</b>
 *
 * @param first the first one, from 1
 * @param last the last one, up to 65535
 */
public record PortRange(int first, int last) {
    /** Refuses an empty range and one outside 1 to 65535. */
    public PortRange {
        if (first < 1 || last > 65_535 || first > last) {
            throw new IllegalArgumentException("a port range lies within 1..65535, was " + first + ".." + last);
        }
    }

    boolean contains(int port) {
        return port >= first && port <= last;
    }

    @Override
    public String toString() {
        return first + ".." + last;
    }
}
