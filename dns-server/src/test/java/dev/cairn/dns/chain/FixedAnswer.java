// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.chain;

import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.Section;

/** Answers every question of a zone with one address, and passes on all others. */
public final class FixedAnswer implements Handler {
    private final String directive;
    private final DomainName zone;
    private final byte[] address;

    public FixedAnswer(String directive, String zone) {
        this(directive, zone, 1);
    }

    /** Answers with 10.0.0.x. */
    public FixedAnswer(String directive, String zone, int lastOctet) {
        this.directive = directive;
        this.address = new byte[] {10, 0, 0, (byte) lastOctet};
        this.zone = DomainName.parse(zone);
    }

    @Override
    public String directive() {
        return directive;
    }

    @Override
    public Touch touch(DomainName asked) {
        return asked.isSubdomainOf(zone) ? Touch.ANSWER : Touch.NONE;
    }

    @Override
    public Outcome handle(Exchange exchange) {
        exchange.response().setAuthoritative(true);
        exchange.response().address(Section.ANSWER, exchange.question().nameOffset(), 5, address, 0, 4);
        return Outcome.ANSWERED;
    }
}
