// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.chain;

import dev.cairn.dns.wire.AddressRuns;

/** Brings the addresses of each positive response in an order, once it is complete. <b>Thread-safe.</b> */
@FunctionalInterface
public interface AddressOrder {
    /** Every order equally often: Fisher and Yates. */
    AddressOrder SHUFFLED = (run, exchange) -> {
        for (int i = run.count() - 1; i > 0; i--) {
            run.swap(i, (int) Long.remainderUnsigned(exchange.nextRandom(), i + 1));
        }
    };

    /** Brings the addresses of one name and family in an order. */
    void arrange(AddressRuns run, Exchange exchange);
}
