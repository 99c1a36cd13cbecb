// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.bufsize;

import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.chain.Outcome;
import dev.cairn.dns.chain.Plan;
import dev.cairn.dns.chain.Touch;
import dev.cairn.dns.wire.DomainName;

/**
 * Stands for the directive in the plan, which carries its effect as {@link Plan#maxUdpBytes()}: the dispatcher lets no response grow
 * longer. <b>Immutable.</b>
 */
public final class BufsizeHandler implements Handler {
    private final int maxBytes;

    /** A handler with this configuration. */
    public BufsizeHandler(BufsizeConfig config) {
        this.maxBytes = config.maxBytes();
    }

    @Override
    public String directive() {
        return "bufsize";
    }

    @Override
    public Touch touch(DomainName zone) {
        return Touch.INLINE;
    }

    @Override
    public void inline(Plan.Builder plan) {
        plan.maxUdpBytes(maxBytes);
    }

    @Override
    public Outcome handle(Exchange exchange) {
        return Outcome.PASS_ON;
    }
}
