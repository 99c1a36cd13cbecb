// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.loop;

import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.chain.Meters;
import dev.cairn.dns.chain.Meters.Family;
import dev.cairn.dns.chain.Outbound;
import dev.cairn.dns.chain.Outcome;
import dev.cairn.dns.chain.Touch;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.QuestionReader;
import dev.cairn.dns.wire.Rcode;
import dev.cairn.dns.wire.RecordType;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a probe, a question for a name that nobody else can know, by the way of each {@code forward} of the block, when that begins to ask
 * its servers and after each change of them. A probe that comes back to this server means a loop: that {@code forward} is stopped, and
 * probed again from time to time until nothing comes back.
 *
 * <p>Probes are answered here, so none goes round twice. <b>Thread-safe.</b>
 */
public final class LoopHandler implements Handler {

    private static final Logger LOG = LoggerFactory.getLogger(LoopHandler.class);
    private static final Family LOOPS =
            Family.of("cairn_loop_detections_total", "Loops found among forwarded questions.", "zone");
    private static final Duration AGAIN = Duration.ofSeconds(30);

    private final Meters meters;
    private final Duration again;
    private final List<Watched> all = new CopyOnWriteArrayList<>();

    /** A handler that watches nobody yet. */
    public LoopHandler(Meters meters) {
        this(meters, AGAIN);
    }

    LoopHandler(Meters meters, Duration again) {
        this.meters = meters;
        this.again = again;
    }

    /** Watches this {@code forward}, too; to be called before any handler is started. */
    public void watch(Outbound outbound) {
        Watched watched = new Watched(outbound);
        all.add(watched);
        outbound.onChange(watched::changed);
    }

    @Override
    public String directive() {
        return "loop";
    }

    /** Whole zones of other handlers are left alone: the probes' names are not in them. */
    @Override
    public Touch touch(DomainName zone) {
        return all.stream().anyMatch(each -> each.outbound.zone().isSubdomainOf(zone)) ? Touch.ANSWER : Touch.NONE;
    }

    @Override
    public Outcome handle(Exchange exchange) {
        QuestionReader question = exchange.question();
        if (question.type() != RecordType.HINFO) {
            return Outcome.PASS_ON;
        }
        for (Watched each : all) {
            if (each.isProbe(question)) {
                each.sighted();
                exchange.response().setRcode(Rcode.SERVFAIL);
                return Outcome.ANSWERED;
            }
        }
        return Outcome.PASS_ON;
    }

    /** One {@code forward} and the probe that is on its way. */
    private final class Watched {
        private static final SecureRandom RANDOM = new SecureRandom();

        private final Outbound outbound;
        private DomainName probe = DomainName.ROOT; // guarded by this, as all below
        private boolean isSighted;
        private boolean isLooping;

        Watched(Outbound outbound) {
            this.outbound = outbound;
        }

        synchronized boolean isProbe(QuestionReader question) {
            return !probe.isRoot() && question.nameLength() == probe.length() && question.isIn(probe);
        }

        void changed() {
            setLooping(false);
            send(Duration.ZERO);
        }

        private void send(Duration delay) {
            DomainName name = outbound.zone().prepend(label() + "." + label());
            synchronized (this) {
                probe = name;
                isSighted = false;
            }
            outbound.probe(name, delay, () -> conclude(name));
        }

        private static String label() {
            return Long.toUnsignedString(RANDOM.nextLong());
        }

        void sighted() {
            synchronized (this) {
                isSighted = true;
            }
            if (setLooping(true)) {
                meters.counter(LOOPS, outbound.zone().toString()).increment();
                LOG.error(
                        "loop: questions for {} that are forwarded to {} come back to this server. They are answered SERVFAIL until that"
                                + " ends: name servers that do not ask this one in the forward line, or in the file that it names",
                        outbound.zone(),
                        outbound.destination());
            }
        }

        /** The probe could have come back by now. */
        private void conclude(DomainName name) {
            boolean isOver;
            synchronized (this) {
                if (!name.equals(probe)) {
                    return;
                }
                isOver = isLooping && !isSighted;
            }
            if (isOver) {
                setLooping(false);
                LOG.info("loop: questions for {} do not come back any more", outbound.zone());
            } else if (isLooping()) {
                send(again);
            }
        }

        private synchronized boolean isLooping() {
            return isLooping;
        }

        /** Returns whether that is new. */
        private boolean setLooping(boolean looping) {
            synchronized (this) {
                if (isLooping == looping) {
                    return false;
                }
                isLooping = looping;
            }
            outbound.setLooping(looping);
            return true;
        }
    }
}
