// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.any;

import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.chain.Outcome;
import dev.cairn.dns.chain.Touch;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.RecordType;
import dev.cairn.dns.wire.Section;
import java.nio.charset.StandardCharsets;

/** Answers each question for any type with one HINFO record that says why (RFC 8482 §4.2). <b>Thread-safe.</b> */
public final class AnyHandler implements Handler {
    private static final int TTL_SECONDS = 8482;
    // Two strings behind their lengths: CPU is RFC8482, OS is empty.
    private static final byte[] DATA = "\007RFC8482\000".getBytes(StandardCharsets.ISO_8859_1);

    /** A handler. */
    public AnyHandler() {}

    @Override
    public String directive() {
        return "any";
    }

    @Override
    public Touch touch(DomainName zone) {
        return Touch.ANSWER;
    }

    @Override
    public Outcome handle(Exchange exchange) {
        if (exchange.question().type() != RecordType.ANY) {
            return Outcome.PASS_ON;
        }
        int owner = exchange.question().nameOffset();
        exchange.response().raw(Section.ANSWER, owner, RecordType.HINFO, TTL_SECONDS, DATA, 0, DATA.length);
        return Outcome.ANSWERED;
    }
}
