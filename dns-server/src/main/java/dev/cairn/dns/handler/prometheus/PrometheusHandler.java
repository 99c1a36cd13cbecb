// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.prometheus;

import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.chain.Outcome;
import dev.cairn.dns.chain.Touch;
import dev.cairn.dns.wire.DomainName;

/**
 * Stands for the directive in the plan, which carries its effect as {@link dev.cairn.dns.chain.Plan#series()}: the dispatcher counts
 * there. <b>Immutable.</b>
 */
public final class PrometheusHandler implements Handler {
    /** A handler for a block whose queries are counted. */
    public PrometheusHandler() {}

    @Override
    public String directive() {
        return "prometheus";
    }

    @Override
    public Touch touch(DomainName zone) {
        return Touch.INLINE;
    }

    @Override
    public Outcome handle(Exchange exchange) {
        return Outcome.PASS_ON;
    }
}
