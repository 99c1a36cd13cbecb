// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.chain;

import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.Section;

/** Answers every question of a zone with one address, and passes on all others. */
public final class FixedAnswer implements Handler {
    private final String directive;
    private final DomainName zone;

    public FixedAnswer(String directive, String zone) {
        this.directive = directive;
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
        byte[] address = {10, 0, 0, 1};
        exchange.response().setAuthoritative(true);
        exchange.response().address(Section.ANSWER, exchange.question().nameOffset(), 5, address, 0, 4);
        return Outcome.ANSWERED;
    }
}
