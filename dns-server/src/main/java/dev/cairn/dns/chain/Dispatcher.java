// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.chain;

import dev.cairn.dns.wire.AddressRuns;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.ExtendedError;
import dev.cairn.dns.wire.QuestionReader;
import dev.cairn.dns.wire.Rcode;
import dev.cairn.dns.wire.RecordClass;
import dev.cairn.dns.wire.RecordType;
import dev.cairn.dns.wire.ResponseWriter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns requests of one listener into responses, on the thread that received them unless a handler defers them.
 *
 * <p>It answers by itself what no zone is needed for: malformed requests, other opcodes, classes and EDNS versions, zone transfers,
 * names outside all zones. For the rest it asks the handlers of the zone's plan in their order.
 *
 * <p><b>Thread-safe</b>: any number of threads, each with an {@link Exchange} of its own.
 */
public final class Dispatcher {
    private static final int LATER = -1;
    private static final long NANOS_PER_KEEPALIVE_UNIT = 100_000_000; // RFC 7828 §3.1
    private static final int MAX_KEEPALIVE_UNITS = 65_535;

    private final Supplier<QueryRecorder> recorders;
    private final LongSupplier seeds;
    private final int keepaliveUnits;
    private final AtomicInteger deferred = new AtomicInteger();
    private final Set<Deferred> waiting = ConcurrentHashMap.newKeySet(); // of clients, not of handlers
    // Exchanges of threads that go on with deferred queries; more than one when answers lead to questions.
    private final ThreadLocal<Deque<Exchange>> idleExchanges = ThreadLocal.withInitial(ArrayDeque::new);
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
        return new Exchange(this, transport, recorders.get(), seeds.getAsLong());
    }

    /** Clients' queries that were deferred and are not done. */
    public int deferredCount() {
        return deferred.get();
    }

    void waits(Deferred query) {
        if (query.answer == null) {
            waiting.add(query);
        }
    }

    void goesOn(Deferred query) {
        waiting.remove(query);
    }

    /**
     * Answers SERVFAIL to all clients whose queries are deferred now, on this thread; what those queries wait for comes too late. Returns how
     * many there were.
     */
    public int failDeferred() {
        int failed = 0;
        for (Deferred query : waiting) {
            query.resume(Dispatcher::failStopping);
            failed++;
        }
        return failed;
    }

    private static Outcome failStopping(Exchange exchange) {
        exchange.response().extendedError(ExtendedError.NOT_READY);
        return exchange.failForNow("the server stops to listen, and no answer has come");
    }

    /**
     * Serves one request. Never throws, whatever the octets.
     *
     * @param request holds the request from index 0; unchanged until this returns
     * @param late gets the response if it does not come from this call; then {@link Exchange#isDeferred} says so
     * @return octets of the response, which {@code exchange.response().bytes()} holds from index 0; 0 for no reply, or none yet
     */
    public int serve(
            Exchange exchange,
            byte[] request,
            int length,
            InetSocketAddress remote,
            InetSocketAddress local,
            LateReplies late) {
        exchange.begin(remote, local, System.nanoTime(), late);
        int responseBytes = serve(exchange, request, length);
        if (responseBytes == LATER) {
            countDeferred(exchange, 1);
            return 0;
        }
        count(exchange, responseBytes);
        return responseBytes;
    }

    private static void count(Exchange exchange, int responseBytes) {
        if (responseBytes > 0 || exchange.plan() != null) {
            long durationNanos = System.nanoTime() - exchange.receivedNanos();
            exchange.recorder().record(exchange, exchange.question().length(), responseBytes, durationNanos);
        }
    }

    private int serve(Exchange exchange, byte[] request, int length) {
        QuestionReader question = exchange.question();
        ResponseWriter response = exchange.response();
        QuestionReader.Verdict verdict = question.read(request, length);
        if (verdict != QuestionReader.Verdict.OK) {
            return response.reject(question, verdict);
        }
        Plan plan = zones.find(question);
        open(exchange, plan);
        if (question.tcpKeepaliveMalformed()) {
            return finish(exchange, Rcode.FORMERR);
        }
        if (isTransfer(question.type()) || isOfOtherClass(question, plan)) {
            return finish(exchange, Rcode.REFUSED);
        }
        if (plan == null) {
            return refuse(exchange);
        }
        exchange.setPlan(plan);
        return advance(exchange, plan, null);
    }

    /** Begins the response to the exchange's question, within the limits of its plan. */
    void open(Exchange exchange) {
        open(exchange, exchange.plan());
    }

    private void open(Exchange exchange, @Nullable Plan plan) {
        begin(exchange, plan);
        QuestionReader question = exchange.question();
        if (question.tcpKeepaliveAsked() && exchange.transport().isStream()) {
            exchange.response().tcpKeepalive(keepaliveUnits);
        }
    }

    /** Takes the step of a handler that was asked before, if there is one, then asks those that follow. */
    private static int advance(Exchange exchange, Plan plan, Deferred.@Nullable Step step) {
        Handler[] steps = plan.steps();
        int responseBytes;
        try {
            Outcome outcome = step == null ? Outcome.PASS_ON : step.handle(exchange);
            while (outcome instanceof Outcome.PassOn && exchange.asked < steps.length) {
                exchange.current = exchange.asked++;
                outcome = steps[exchange.current].handle(exchange);
            }
            if (outcome instanceof Outcome.Later) {
                return LATER;
            }
            if (outcome instanceof Outcome.Dropped) {
                return 0;
            }
            responseBytes = conclude(exchange, outcome, plan);
        } catch (Throwable failure) { // the root of a handler's code: its bug must not end the thread
            responseBytes = fail(exchange, plan, failure);
        }
        if (responseBytes == LATER) {
            return LATER;
        }
        if (!plan.isFast()) {
            tellFinished(exchange, plan);
        }
        arrange(exchange, plan);
        return exchange.response().length();
    }

    /** Brings the addresses of the finished response in the order of the plan. */
    private static void arrange(Exchange exchange, Plan plan) {
        ResponseWriter response = exchange.response();
        boolean shuffled = plan.isShuffled() && !exchange.ordered;
        if (!shuffled && plan.orders().length == 0 || exchange.isOfHandler() || response.rcode() != Rcode.NOERROR) {
            return;
        }
        AddressRuns runs = exchange.addresses;
        runs.start(response.bytes(), response.length());
        while (runs.next()) {
            if (shuffled) {
                AddressOrder.SHUFFLED.arrange(runs, exchange);
            }
            for (AddressOrder order : plan.orders()) {
                order.arrange(runs, exchange);
            }
        }
    }

    private static int conclude(Exchange exchange, Outcome outcome, Plan plan) {
        if (outcome instanceof Outcome.Answered) {
            Handler answering = plan.steps()[exchange.current];
            exchange.setAnsweredBy(answering.directive());
            exchange.ordered = answering.drawsOrder();
            return exchange.response().finish();
        }
        return unanswered(exchange, plan);
    }

    /** A client is told that the block fails, if anybody in it might have answered; a handler, that nobody does. */
    private static int unanswered(Exchange exchange, Plan plan) {
        if (plan.handlers().isEmpty() || exchange.isOfHandler()) {
            return refuse(exchange);
        }
        exchange.response().extendedError(ExtendedError.NOT_AUTHORITATIVE);
        exchange.fail("no next plugin found: nothing in this server block answers for the name");
        return exchange.response().finish();
    }

    private static void tellFinished(Exchange exchange, Plan plan) {
        for (int i = exchange.asked - 1; i >= exchange.first; i--) {
            exchange.current = i;
            try {
                plan.steps()[i].finished(exchange);
            } catch (Throwable failure) {
                fail(exchange, plan, failure);
            }
        }
    }

    /** Returns {@link #LATER} if the handler that threw had deferred the query, and somebody has gone on with it. */
    private static int fail(Exchange exchange, Plan plan, Throwable failure) {
        report(exchange, plan, failure);
        Deferred later = exchange.deferred();
        if (later != null && !later.claim()) {
            return LATER;
        }
        exchange.restoreQuestion();
        exchange.endDeferral();
        begin(exchange, plan);
        return finish(exchange, Rcode.SERVFAIL);
    }

    private static void report(Exchange exchange, Plan plan, Throwable failure) {
        exchange.recorder().panic();
        for (Handler handler : plan.handlers()) {
            handler.failed(exchange, failure);
        }
    }

    /** Goes on with a deferred query on this thread. */
    void resume(Deferred from, Deferred.Step step) {
        Deque<Exchange> idle = idleExchanges.get();
        Exchange exchange = idle.isEmpty() ? newExchange(from.transport) : idle.pop();
        exchange.begin(from);
        exchange.question().read(from.request, from.request.length);
        open(exchange);
        int responseBytes = advance(exchange, from.plan, step);
        deliver(exchange, responseBytes > 0 && isLate(exchange, from.plan) ? 0 : responseBytes);
        idle.push(exchange);
    }

    private static boolean isLate(Exchange exchange, Plan plan) {
        return !exchange.isOfHandler() && System.nanoTime() - exchange.receivedNanos() > plan.maxWaitNanos();
    }

    /** Asks the handlers of a plan, if there is one, a question on behalf of a deferred query. */
    void ask(Deferred from, @Nullable Plan plan, int firstHandler, DomainName name, int type, Answer then) {
        Deque<Exchange> idle = idleExchanges.get();
        Exchange exchange = idle.isEmpty() ? newExchange(from.transport) : idle.pop();
        exchange.begin(from, plan, firstHandler, System.nanoTime(), then);
        QuestionReader question = exchange.question();
        question.read(from.request, from.request.length);
        byte[] request = Requests.withQuestion(question, name, type, RecordClass.IN);
        question.read(request, request.length);
        open(exchange);
        deliver(exchange, answer(exchange, plan));
        idle.push(exchange);
    }

    private static int answer(Exchange exchange, @Nullable Plan plan) {
        if (exchange.depth > Deferred.MAX_DEPTH) {
            return finish(exchange, Rcode.SERVFAIL);
        }
        return plan == null ? refuse(exchange) : advance(exchange, plan, null);
    }

    /** Hands the response to whoever waits for it. */
    private void deliver(Exchange exchange, int responseBytes) {
        if (responseBytes == LATER) {
            return;
        }
        Answer answer = exchange.answer;
        if (answer != null) {
            answer.take(exchange.response().bytes(), responseBytes);
            return;
        }
        count(exchange, responseBytes);
        exchange.lateReplies.send(exchange.remote(), exchange.response().bytes(), responseBytes);
        countDeferred(exchange, -1);
    }

    private void countDeferred(Exchange exchange, int change) {
        deferred.addAndGet(change);
        Plan plan = exchange.plan();
        if (plan != null) {
            plan.countDeferred(change);
        }
    }

    private static int refuse(Exchange exchange) {
        exchange.response().extendedError(ExtendedError.NOT_AUTHORITATIVE);
        return finish(exchange, Rcode.REFUSED);
    }

    private static int finish(Exchange exchange, int rcode) {
        exchange.response().setRcode(rcode);
        return exchange.response().finish();
    }

    private static void begin(Exchange exchange, @Nullable Plan plan) {
        int maxUdpBytes = plan == null ? ResponseWriter.DEFAULT_UDP_PAYLOAD_BYTES : plan.maxUdpBytes();
        int limitBytes = exchange.transport().isStream() || exchange.isOfHandler()
                ? ResponseWriter.MAX_BYTES
                : Math.min(exchange.question().udpPayloadSize(), maxUdpBytes);
        exchange.response().begin(exchange.question(), limitBytes);
        exchange.response().setMinimal(plan != null && plan.isMinimal());
    }

    private static boolean isOfOtherClass(QuestionReader question, @Nullable Plan plan) {
        return question.qclass() != RecordClass.IN && (plan == null || !plan.takesAnyClass());
    }

    private static boolean isTransfer(int type) {
        return type == RecordType.AXFR || type == RecordType.IXFR;
    }
}
