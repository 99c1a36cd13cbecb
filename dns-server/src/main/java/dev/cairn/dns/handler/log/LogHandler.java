// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.log;

import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.chain.Outcome;
import dev.cairn.dns.chain.Touch;
import dev.cairn.dns.wire.DomainName;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs each query that one of the block's {@code log} lines wants, once it is answered. <b>Thread-safe.</b> */
public final class LogHandler implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(LogHandler.class);

    private final List<LogConfig> rules;

    /** A handler for the {@code log} lines of one block; the first that names a query decides. */
    public LogHandler(List<LogConfig> rules) {
        this.rules = List.copyOf(rules);
    }

    @Override
    public String directive() {
        return "log";
    }

    @Override
    public Touch touch(DomainName zone) {
        return rules.stream().anyMatch(rule -> rule.concerns(zone)) ? Touch.CHAIN : Touch.NONE;
    }

    @Override
    public Outcome handle(Exchange exchange) {
        return Outcome.PASS_ON;
    }

    @Override
    public void finished(Exchange exchange) {
        long durationNanos = System.nanoTime() - exchange.receivedNanos();
        DomainName name = exchange.question().name();
        for (LogConfig rule : rules) {
            if (!rule.covers(name)) {
                continue;
            }
            if (rule.wants(ResponseType.of(exchange).kind(), durationNanos)) {
                LOG.info(rule.format().line(exchange, exchange.response().length(), durationNanos));
            }
            return;
        }
    }
}
