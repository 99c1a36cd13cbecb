// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.acl;

import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.chain.Meters;
import dev.cairn.dns.chain.Outcome;
import dev.cairn.dns.chain.Touch;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.ExtendedError;
import dev.cairn.dns.wire.Rcode;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides by client and type whether a question goes on, in front of everything that could answer it.
 *
 * <p>The {@code acl} lines of a block are asked one after the other; one that allows a question ends that. <b>Thread-safe.</b>
 */
public final class AclHandler implements Handler {
    private static final byte[] UNKNOWN = {};

    private final AclConfig[] rules;
    private final AclCounters counters;

    /** A handler for all the {@code acl} lines of a block, in their order. */
    public AclHandler(List<AclConfig> rules, Meters meters) {
        this.rules = rules.toArray(AclConfig[]::new);
        this.counters = new AclCounters(meters);
    }

    @Override
    public String directive() {
        return "acl";
    }

    @Override
    public Touch touch(DomainName zone) {
        return Touch.ANSWER;
    }

    @Override
    public Outcome handle(Exchange exchange) {
        byte[] client = client(exchange);
        for (AclConfig rule : rules) {
            DomainName zone = rule.zoneOf(exchange.question());
            AclAction action = zone == null ? null : action(rule, exchange, client);
            if (action == AclAction.ALLOW) {
                break;
            }
            if (zone != null && action != null) {
                counters.denied(exchange, zone, action);
                return deny(exchange, action);
            }
        }
        counters.allowed(exchange);
        return Outcome.PASS_ON;
    }

    /** Nobody can be let in whose address is not known. */
    private static @Nullable AclAction action(AclConfig rule, Exchange exchange, byte[] client) {
        return client.length == 0
                ? AclAction.BLOCK
                : rule.actionFor(exchange.question().type(), client);
    }

    private static byte[] client(Exchange exchange) {
        InetAddress address = exchange.remote().getAddress();
        return address == null ? UNKNOWN : address.getAddress();
    }

    private static Outcome deny(Exchange exchange, AclAction action) {
        switch (action) {
            case BLOCK -> {
                exchange.response().setRcode(Rcode.REFUSED);
                exchange.response().extendedError(ExtendedError.BLOCKED);
            }
            case FILTER -> exchange.response().extendedError(ExtendedError.FILTERED);
            case DROP -> {
                return Outcome.DROPPED;
            }
            case ALLOW -> throw new AssertionError(action);
        }
        return Outcome.ANSWERED;
    }
}
