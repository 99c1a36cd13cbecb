// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.loadbalance;

import dev.cairn.dns.chain.AddressOrder;
import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.config.AddressSet;
import dev.cairn.dns.wire.AddressRuns;
import java.util.List;

/** Puts the addresses of some ranges to the front; those of one range keep their order, and so does the rest. <b>Immutable.</b> */
final class PreferredOrder implements AddressOrder {
    private final List<AddressSet> ranges;

    /** An order by these ranges, the first in front. */
    PreferredOrder(List<AddressSet> ranges) {
        this.ranges = List.copyOf(ranges);
    }

    @Override
    public void arrange(AddressRuns run, Exchange exchange) {
        byte[][] addresses = new byte[run.count()][run.octets()];
        int[] ranks = new int[run.count()];
        for (int i = 0; i < addresses.length; i++) {
            run.copyTo(i, addresses[i]);
            ranks[i] = rank(addresses[i]);
        }
        int end = 0;
        for (int rank = 0; rank <= ranges.size(); rank++) {
            for (int i = 0; i < addresses.length; i++) {
                if (ranks[i] == rank) {
                    run.set(end++, addresses[i]);
                }
            }
        }
    }

    private int rank(byte[] address) {
        int rank = 0;
        while (rank < ranges.size() && !ranges.get(rank).contains(address)) {
            rank++;
        }
        return rank;
    }
}
