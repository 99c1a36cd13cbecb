// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.local;

import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.chain.Meters;
import dev.cairn.dns.chain.Meters.Family;
import dev.cairn.dns.chain.Meters.Tally;
import dev.cairn.dns.chain.Outcome;
import dev.cairn.dns.chain.Touch;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.FoldedName;
import dev.cairn.dns.wire.QuestionReader;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers for {@code localhost} and for the reverse zones that no address outside of a machine is in (RFC 6761 §6.3, RFC 6303 §4.3).
 * Allocates nothing for other questions. <b>Thread-safe.</b>
 */
public final class LocalHandler implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(LocalHandler.class);
    private static final Family QUERIES =
            Family.of("coredns_local_localhost_requests_total", "Counter of localhost.<domain> requests.");
    private static final DomainName LOCALHOST = DomainName.parse("localhost");
    private static final byte[] LABEL = LOCALHOST.toWire();
    private static final FoldedName REVERSE_NAME = FoldedName.parse("1.0.0.127.in-addr.arpa");
    private static final DomainName[] ZONES = {
        LOCALHOST,
        DomainName.parse("0.in-addr.arpa"),
        DomainName.parse("127.in-addr.arpa"),
        DomainName.parse("255.in-addr.arpa")
    };

    private final boolean prefix;
    private final Tally queries;

    /** Shows its family without labels, whether or not a line counts. */
    public static void showAlways(Meters meters) {
        meters.counter(QUERIES);
    }

    /** A handler with this configuration. */
    public LocalHandler(LocalConfig config, Meters meters) {
        this.prefix = config.prefix();
        this.queries = meters.counter(QUERIES);
    }

    @Override
    public String directive() {
        return "local";
    }

    @Override
    public Touch touch(DomainName zone) {
        boolean related = Arrays.stream(ZONES).anyMatch(each -> each.isSubdomainOf(zone) || zone.isSubdomainOf(each));
        return prefix || related ? Touch.ANSWER : Touch.NONE;
    }

    @Override
    public Outcome handle(Exchange exchange) {
        QuestionReader question = exchange.question();
        DomainName zone = zone(question);
        int below = zone == null ? question.labelCount() : question.labelCount() - zone.labelCount();
        boolean isHost = below > 0 && (zone == LOCALHOST || zone == null && prefix && isPrefixed(question));
        if (zone == null && !isHost) {
            return Outcome.PASS_ON;
        }
        LocalRecords records = new LocalRecords(exchange.response());
        if (isHost) {
            LOG.debug("localhost query for {} from {}", question.name(), exchange.remote());
            queries.increment();
            records.host(question, zone == null ? question.nameOffset() : question.labelOffset(below));
        } else if (below == 0) {
            records.apex(question, zone == LOCALHOST);
        } else if (REVERSE_NAME.matches(question.bytes(), question.nameOffset(), question.nameLength())) {
            records.reverse(question, question.labelOffset(below));
        } else {
            records.noSuchName(question.labelOffset(below));
        }
        return Outcome.ANSWERED;
    }

    private static @Nullable DomainName zone(QuestionReader question) {
        for (DomainName zone : ZONES) {
            if (question.isIn(zone)) {
                return zone;
            }
        }
        return null;
    }

    private static boolean isPrefixed(QuestionReader question) {
        if (question.labelCount() < 2) {
            return false;
        }
        int at = question.nameOffset();
        for (int i = 0; i < LABEL.length - 1; i++) {
            if (FoldedName.fold(question.bytes()[at + i]) != LABEL[i]) {
                return false;
            }
        }
        return true;
    }
}
