// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.log;

import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.wire.Rcode;
import dev.cairn.dns.wire.Section;

/** What kind of answer a client got, as the option {@code class} names it. */
enum ResponseClass {
    /** Records. */
    SUCCESS,
    /** No such name, or no record of the type. */
    DENIAL,
    /** Anything else. */
    ERROR;

    static ResponseClass of(Exchange exchange) {
        return switch (exchange.response().rcode()) {
            case Rcode.NOERROR -> isNoData(exchange) ? DENIAL : SUCCESS;
            case Rcode.NXDOMAIN -> DENIAL;
            default -> ERROR;
        };
    }

    private static boolean isNoData(Exchange exchange) {
        return exchange.response().count(Section.ANSWER) == 0
                && exchange.response().count(Section.AUTHORITY) > 0;
    }
}
