// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.chain;

import dev.cairn.dns.wire.ExtendedError;
import dev.cairn.dns.wire.QuestionReader;
import dev.cairn.dns.wire.Rcode;
import dev.cairn.dns.wire.RecordClass;
import dev.cairn.dns.wire.RecordType;
import dev.cairn.dns.wire.ResponseWriter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns requests of one listener into responses, on the thread that received them.
 *
 * <p>It answers by itself what no zone is needed for: malformed requests, other opcodes, classes and EDNS versions, zone transfers,
 * names outside all zones. For the rest it asks the handlers of the zone's plan in their order.
 *
 * <p><b>Thread-safe</b>: any number of threads, each with an {@link Exchange} of its own.
 */
public final class Dispatcher {
    private static final long NANOS_PER_KEEPALIVE_UNIT = 100_000_000; // RFC 7828 §3.1
    private static final int MAX_KEEPALIVE_UNITS = 65_535;

    private final Supplier<QueryRecorder> recorders;
    private final LongSupplier seeds;
    private final int keepaliveUnits;
    private volatile ZoneTable zones;

    /**
     * A dispatcher for the zones of one listener.
     *
     * @param recorders makes one recorder for each thread
     * @param seeds gives each thread's random numbers their start
     * @param streamIdleTimeout what clients of streams that ask for it are told (RFC 7828); at most 6553 s are said
     */
    public Dispatcher(
            ZoneTable zones, Supplier<QueryRecorder> recorders, LongSupplier seeds, Duration streamIdleTimeout) {
        this.zones = zones;
        this.recorders = recorders;
        this.seeds = seeds;
        this.keepaliveUnits =
                (int) Math.min(MAX_KEEPALIVE_UNITS, streamIdleTimeout.toNanos() / NANOS_PER_KEEPALIVE_UNIT);
    }

    /** Answers from other zones from now on; a request that is being served is finished with the old ones. */
    public void replaceZones(ZoneTable table) {
        zones = table;
    }

    /** The zones that are served. */
    public ZoneTable zones() {
        return zones;
    }

    /** The exchange of one thread, to be handed to each {@link #serve}. */
    public Exchange newExchange(Transport transport) {
        return new Exchange(transport, recorders.get(), seeds.getAsLong());
    }

    /**
     * Serves one request. Never throws, whatever the octets.
     *
     * @param request holds the request from index 0; unchanged until this returns
     * @return octets of the response, which {@code exchange.response().bytes()} holds from index 0; 0 for no reply
     */
    public int serve(Exchange exchange, byte[] request, int length, InetSocketAddress remote, InetSocketAddress local) {
        exchange.begin(remote, local, System.nanoTime());
        int responseBytes = serve(exchange, request, length);
        if (responseBytes > 0 || exchange.plan() != null) {
            long durationNanos = System.nanoTime() - exchange.receivedNanos();
            exchange.recorder().record(exchange, length, responseBytes, durationNanos);
        }
        return responseBytes;
    }

    private int serve(Exchange exchange, byte[] request, int length) {
        QuestionReader question = exchange.question();
        ResponseWriter response = exchange.response();
        QuestionReader.Verdict verdict = question.read(request, length);
        if (verdict != QuestionReader.Verdict.OK) {
            return response.reject(question, verdict);
        }
        response.begin(question, limitBytes(exchange));
        if (question.tcpKeepaliveMalformed()) {
            return finish(exchange, Rcode.FORMERR);
        }
        if (question.tcpKeepaliveAsked() && exchange.transport().isStream()) {
            response.tcpKeepalive(keepaliveUnits);
        }
        if (question.qclass() != RecordClass.IN || isTransfer(question.type())) {
            return finish(exchange, Rcode.REFUSED);
        }
        Plan plan = zones.find(question);
        if (plan == null) {
            response.extendedError(ExtendedError.NOT_AUTHORITATIVE);
            return finish(exchange, Rcode.REFUSED);
        }
        exchange.setPlan(plan);
        return ask(exchange, plan);
    }

    private static int ask(Exchange exchange, Plan plan) {
        Handler[] steps = plan.steps();
        int asked = 0;
        Outcome outcome = Outcome.PASS_ON;
        int responseBytes;
        try {
            while (asked < steps.length && outcome instanceof Outcome.PassOn) {
                outcome = steps[asked++].handle(exchange);
            }
            if (outcome instanceof Outcome.Dropped) {
                return 0;
            }
            responseBytes = conclude(exchange, outcome, asked == 0 ? null : steps[asked - 1]);
        } catch (Throwable failure) { // the root of a handler's code: its bug must not end the thread
            responseBytes = fail(exchange, plan, failure);
        }
        if (!plan.isFast()) {
            tellFinished(exchange, plan, asked, responseBytes);
        }
        return responseBytes;
    }

    private static int conclude(Exchange exchange, Outcome outcome, @Nullable Handler last) {
        if (outcome instanceof Outcome.Answered && last != null) {
            exchange.setAnsweredBy(last.directive());
            return exchange.response().finish();
        }
        exchange.response().extendedError(ExtendedError.NOT_AUTHORITATIVE);
        return finish(exchange, Rcode.REFUSED);
    }

    private static void tellFinished(Exchange exchange, Plan plan, int asked, int responseBytes) {
        for (int i = asked - 1; i >= 0; i--) {
            try {
                plan.steps()[i].finished(exchange, responseBytes);
            } catch (Throwable failure) { // the response is ready and goes out all the same
                report(exchange, plan, failure);
            }
        }
    }

    private static int fail(Exchange exchange, Plan plan, Throwable failure) {
        report(exchange, plan, failure);
        exchange.response().begin(exchange.question(), limitBytes(exchange));
        return finish(exchange, Rcode.SERVFAIL);
    }

    private static void report(Exchange exchange, Plan plan, Throwable failure) {
        exchange.recorder().panic();
        for (Handler handler : plan.handlers()) {
            handler.failed(exchange, failure);
        }
    }

    private static int finish(Exchange exchange, int rcode) {
        exchange.response().setRcode(rcode);
        return exchange.response().finish();
    }

    private static int limitBytes(Exchange exchange) {
        return exchange.transport().isStream()
                ? ResponseWriter.MAX_BYTES
                : Math.min(exchange.question().udpPayloadSize(), ResponseWriter.DEFAULT_UDP_PAYLOAD_BYTES);
    }

    private static boolean isTransfer(int type) {
        return type == RecordType.AXFR || type == RecordType.IXFR;
    }
}
