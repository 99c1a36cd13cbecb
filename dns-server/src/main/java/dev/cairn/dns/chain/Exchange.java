// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.chain;

import dev.cairn.dns.wire.QuestionReader;
import dev.cairn.dns.wire.ResponseWriter;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to a response: who asks, what, and the answer so far.
 *
 * <p><b>Confined to</b> the transport thread that it was made for; reused for each request.
 */
public final class Exchange {
    private static final InetSocketAddress NOBODY = InetSocketAddress.createUnresolved("none", 0);

    private final Transport transport;
    private final QueryRecorder recorder;
    private final QuestionReader question = new QuestionReader();
    private final ResponseWriter response = new ResponseWriter();
    private InetSocketAddress remote = NOBODY;
    private InetSocketAddress local = NOBODY;
    private long receivedNanos;
    private @Nullable Plan plan;
    private String answeredBy = "";
    private long randomState;

    Exchange(Transport transport, QueryRecorder recorder, long seed) {
        this.transport = transport;
        this.recorder = recorder;
        this.randomState = seed;
    }

    void begin(InetSocketAddress client, InetSocketAddress server, long nowNanos) {
        remote = client;
        local = server;
        receivedNanos = nowNanos;
        plan = null;
        answeredBy = "";
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

    /** What the request came in by. */
    public Transport transport() {
        return transport;
    }

    /** The request. */
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

    /** A random number of 64 bits, from a generator of this exchange: splitmix64 (Steele, Lea and Flood, 2014). */
    public long nextRandom() {
        randomState += 0x9e3779b97f4a7c15L;
        long mixed = (randomState ^ (randomState >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
