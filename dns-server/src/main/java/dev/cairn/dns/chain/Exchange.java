// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.chain;

import dev.cairn.dns.wire.AddressRuns;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.Edns;
import dev.cairn.dns.wire.EdnsOption;
import dev.cairn.dns.wire.QuestionReader;
import dev.cairn.dns.wire.Rcode;
import dev.cairn.dns.wire.ResponseWriter;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to a response: who asks, what, and the answer so far.
 *
 * <p><b>Confined to</b> one thread at a time; reused for each request.
 */
public final class Exchange {
    private static final InetSocketAddress NOBODY = InetSocketAddress.createUnresolved("none", 0);

    private final Dispatcher dispatcher;
    private final QueryRecorder recorder;
    private final QuestionReader question = new QuestionReader();
    private final ResponseWriter response = new ResponseWriter();
    private Transport transport;
    private InetSocketAddress remote = NOBODY;
    private InetSocketAddress local = NOBODY;
    private long receivedNanos;
    private @Nullable Plan plan;
    private String answeredBy = "";
    private long randomState;
    private @Nullable Deferred deferred;
    private boolean resumed;
    private boolean failedForNow;
    private byte @Nullable [] original;
    private List<EdnsOption> optionsSentOn = List.of();
    private @Nullable Object @Nullable [] notes;

    /** The index of the first handler that is asked. */
    int first;

    /** The index of the handler to ask next. */
    int asked;

    /** The index of the handler that runs. */
    int current;

    /** 0 for a client's query, one more for each question that led to this one. */
    int depth;

    LateReplies lateReplies = LateReplies.NOBODY;

    /** Whether the handler that answered has drawn the order of records. */
    boolean ordered;

    /** Finds the addresses of the response. */
    final AddressRuns addresses = new AddressRuns();

    /** Who asked, if that is a handler. */
    @Nullable
    Answer answer;

    Exchange(Dispatcher dispatcher, Transport transport, QueryRecorder recorder, long seed) {
        this.dispatcher = dispatcher;
        this.transport = transport;
        this.recorder = recorder;
        this.randomState = seed;
    }

    void begin(InetSocketAddress client, InetSocketAddress server, long nowNanos, LateReplies late) {
        remote = client;
        local = server;
        receivedNanos = nowNanos;
        lateReplies = late;
        plan = null;
        answeredBy = "";
        deferred = null;
        resumed = false;
        failedForNow = false;
        original = null;
        optionsSentOn = List.of();
        notes = null;
        answer = null;
        ordered = false;
        first = 0;
        asked = 0;
        current = 0;
        depth = 0;
    }

    /** Takes up a query where it was put aside. */
    void begin(Deferred from) {
        begin(from.remote, from.local, from.receivedNanos, from.replies);
        resumed = true;
        transport = from.transport;
        plan = from.plan;
        original = from.original;
        optionsSentOn = from.optionsSentOn;
        notes = from.notes;
        answer = from.answer;
        first = from.first;
        asked = from.asked;
        current = Math.max(0, from.asked - 1);
        depth = from.depth;
    }

    /** Begins a question that a handler asks on behalf of a query. */
    void begin(Deferred from, @Nullable Plan asks, int firstHandler, long nowNanos, Answer then) {
        begin(from.remote, from.local, nowNanos, LateReplies.NOBODY);
        transport = from.transport;
        optionsSentOn = from.optionsSentOn;
        plan = asks;
        answer = then;
        first = firstHandler;
        asked = firstHandler;
        depth = from.depth + 1;
    }

    void setPlan(Plan value) {
        plan = value;
    }

    void setAnsweredBy(String directive) {
        answeredBy = directive;
    }

    QueryRecorder recorder() {
        return recorder;
    }

    @Nullable
    Deferred deferred() {
        return deferred;
    }

    void endDeferral() {
        deferred = null;
    }

    byte @Nullable [] originalRequest() {
        return original;
    }

    @Nullable
    Object @Nullable [] copyOfNotes() {
        return notes == null ? null : notes.clone();
    }

    /** What the request came in by. */
    public Transport transport() {
        return transport;
    }

    /** The request; the one that {@link #replaceQuestion} made of it, if a handler did so. */
    public QuestionReader question() {
        return question;
    }

    /** The response so far. */
    public ResponseWriter response() {
        return response;
    }

    /** The client. */
    public InetSocketAddress remote() {
        return remote;
    }

    /** The address that the client asked. */
    public InetSocketAddress local() {
        return local;
    }

    /** When the request was read, as {@link System#nanoTime()}. */
    public long receivedNanos() {
        return receivedNanos;
    }

    /** The plan of the zone that the question falls into; null before it is found, and where no zone fits. */
    public @Nullable Plan plan() {
        return plan;
    }

    /** The directive whose handler wrote the response; empty while or where none did. */
    public String answeredBy() {
        return answeredBy;
    }

    /** Whether a handler asks, and not a client. */
    public boolean isOfHandler() {
        return answer != null;
    }

    /** Whether its response comes later, and not from the call that served it. */
    public boolean isDeferred() {
        return deferred != null;
    }

    /** Whether its response is made by the thread that received it, with no handler asked but those that answer. */
    public boolean isFast() {
        return plan != null && plan.isFast() && !resumed && deferred == null;
    }

    /**
     * Takes the query off this thread. The handler returns {@link Outcome#DEFERRED} next, and sees to it that the query is {@linkplain
     * Deferred#resume resumed} in bounded time.
     */
    public Deferred defer() {
        if (deferred != null) {
            throw new IllegalStateException("deferred already");
        }
        Deferred later = new Deferred(dispatcher, this, requirePlan(), true);
        deferred = later;
        dispatcher.waits(later);
        return later;
    }

    /**
     * Answers SERVFAIL, and tells the handlers of the plan why, for those that log it.
     *
     * @param reason for people, such as {@code 10.0.0.1:53: no answer in 2s}
     */
    public Outcome fail(String reason) {
        response.setRcode(Rcode.SERVFAIL);
        for (Handler handler : requirePlan().handlers()) {
            handler.failed(this, reason);
        }
        return Outcome.ANSWERED;
    }

    /**
     * As {@link #fail}, for a reason that lies with this server and will be gone, such as too many queries at once: nothing is kept of such a
     * response.
     */
    public Outcome failForNow(String reason) {
        failedForNow = true;
        return fail(reason);
    }

    /** Whether the response says nothing about the question, because of what this server could not do. */
    public boolean isFailedForNow() {
        return failedForNow;
    }

    /** The query as something to ask further questions for, which its client does not wait for. */
    public Deferred aside() {
        return new Deferred(dispatcher, this, requirePlan(), false);
    }

    private Plan requirePlan() {
        if (plan == null) {
            throw new IllegalStateException("only a handler may do this");
        }
        return plan;
    }

    /** Keeps something for the handler that runs, until the response is complete. */
    public void note(Object value) {
        if (notes == null) {
            notes = new Object[requirePlan().steps().length];
        }
        notes[current] = value;
    }

    /** What the handler that runs has kept; null for nothing. */
    public @Nullable Object note() {
        return notes == null ? null : notes[current];
    }

    /**
     * Has the handlers that follow see another question; header and OPT stay. The response begins anew. Whoever replaces the question
     * {@linkplain #restoreQuestion restores} it in {@link Handler#finished}.
     */
    public void replaceQuestion(DomainName name, int type, int recordClass) {
        replaceRequest(Requests.withQuestion(question, name, type, recordClass));
    }

    /**
     * Has the handlers that follow see another OPT record, or one where the client sent none. The response begins anew; the client's own
     * request is restored with its question.
     *
     * @param sentOn those of its options that other servers are to see, too; the client's own concern only this one (RFC 6891 §6.1.1)
     */
    public void replaceEdns(Edns edns, List<EdnsOption> sentOn) {
        optionsSentOn = List.copyOf(sentOn);
        replaceRequest(Requests.withEdns(question, edns));
    }

    /** The options of the request that other servers are to see. */
    public List<EdnsOption> optionsSentOn() {
        return optionsSentOn;
    }

    private void replaceRequest(byte[] changed) {
        if (original == null) {
            original = Arrays.copyOf(question.bytes(), question.length());
        }
        question.read(changed, changed.length);
        dispatcher.open(this);
    }

    /**
     * Puts back the client's question, into the response, too: its records are gone, code, flags and options stay. Does nothing if the question
     * was not replaced.
     */
    public void restoreQuestion() {
        byte[] before = original;
        if (before != null) {
            original = null;
            question.read(before, before.length);
            response.restart(question);
        }
    }

    /** A random number of 64 bits, from a generator of this exchange: splitmix64 (Steele, Lea and Flood, 2014). */
    public long nextRandom() {
        randomState += 0x9e3779b97f4a7c15L;
        long mixed = (randomState ^ (randomState >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
