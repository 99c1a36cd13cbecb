// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.chain;

import dev.cairn.dns.wire.DomainName;
import java.util.function.Consumer;

/** Answers every question that reaches it, as its test says. */
public final class Answering implements Handler {
    private final Consumer<Exchange> writer;

    public Answering(Consumer<Exchange> writer) {
        this.writer = writer;
    }

    @Override
    public String directive() {
        return "answering";
    }

    @Override
    public Touch touch(DomainName zone) {
        return Touch.ANSWER;
    }

    @Override
    public Outcome handle(Exchange exchange) {
        writer.accept(exchange);
        return Outcome.ANSWERED;
    }
}
