// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.minimal;

import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.chain.Outcome;
import dev.cairn.dns.chain.Plan;
import dev.cairn.dns.chain.Touch;
import dev.cairn.dns.wire.DomainName;

/**
 * Stands for the directive in the plan, which carries its effect as {@link Plan#isMinimal()}: the response takes no more than the
 * answer. <b>Immutable.</b>
 */
public final class MinimalHandler implements Handler {
    /** A handler. */
    public MinimalHandler() {}

    @Override
    public String directive() {
        return "minimal";
    }

    @Override
    public Touch touch(DomainName zone) {
        return Touch.INLINE;
    }

    @Override
    public void inline(Plan.Builder plan) {
        plan.minimal(true);
    }

    @Override
    public Outcome handle(Exchange exchange) {
        return Outcome.PASS_ON;
    }
}
