// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.loadbalance;

import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.chain.Outcome;
import dev.cairn.dns.chain.Plan;
import dev.cairn.dns.chain.Touch;
import dev.cairn.dns.wire.DomainName;

/**
 * Stands for the directive in the plan, which carries its effect as {@link dev.cairn.dns.chain.Plan#isShuffled()}: who writes records
 * writes them in the order drawn. <b>Immutable.</b>
 */
public final class LoadbalanceHandler implements Handler {
    /** A handler that draws the order evenly. */
    public LoadbalanceHandler() {}

    @Override
    public String directive() {
        return "loadbalance";
    }

    @Override
    public Touch touch(DomainName zone) {
        return Touch.INLINE;
    }

    @Override
    public void inline(Plan.Builder plan) {
        plan.shuffled(true);
    }

    @Override
    public Outcome handle(Exchange exchange) {
        return Outcome.PASS_ON;
    }
}
