// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.cancel;

import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.chain.Outcome;
import dev.cairn.dns.chain.Plan;
import dev.cairn.dns.chain.Touch;
import dev.cairn.dns.wire.DomainName;

/**
 * Stands for the directive in the plan, which carries its effect as {@link Plan#maxWaitNanos()}: an answer that comes later is not sent.
 * <b>Immutable.</b>
 */
public final class CancelHandler implements Handler {
    private final long timeoutNanos;

    /** A handler with this configuration. */
    public CancelHandler(CancelConfig config) {
        this.timeoutNanos = config.timeout().toNanos();
    }

    @Override
    public String directive() {
        return "cancel";
    }

    @Override
    public Touch touch(DomainName zone) {
        return Touch.INLINE;
    }

    @Override
    public void inline(Plan.Builder plan) {
        plan.maxWaitNanos(timeoutNanos);
    }

    @Override
    public Outcome handle(Exchange exchange) {
        return Outcome.PASS_ON;
    }
}
