// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.upstream;

import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.Message;
import dev.cairn.dns.wire.OutgoingQuery;
import dev.cairn.dns.wire.RecordType;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One question to a forwarder, and what came of it. */
final class Waiting implements Answering {

    private final CountDownLatch done = new CountDownLatch(1);
    private final long startNanos = System.nanoTime();
    private volatile @Nullable Message answer;
    private volatile @Nullable Failure failure;
    private volatile @Nullable Upstream from;
    private volatile long endNanos;
    private final AtomicInteger calls = new AtomicInteger();

    static Waiting ask(Forwarder forwarder, String name) {
        return ask(forwarder, name, false);
    }

    static Waiting ask(Forwarder forwarder, String name, boolean overStream) {
        Waiting waiting = new Waiting();
        forwarder.ask(OutgoingQuery.of(DomainName.parse(name), RecordType.A, true), overStream, waiting);
        return waiting;
    }

    @Override
    public void answered(byte[] message, int length, Upstream server) {
        from = server;
        answer = Message.parse(message, length);
        end();
    }

    @Override
    public void failed(Failure reason, String lastAsked) {
        failure = reason;
        end();
    }

    private void end() {
        endNanos = System.nanoTime();
        calls.incrementAndGet();
        done.countDown();
    }

    private void await() throws InterruptedException {
        if (!done.await(15, TimeUnit.SECONDS)) {
            throw new AssertionError("neither an answer nor a failure");
        }
        if (calls.get() != 1) {
            throw new AssertionError("told " + calls + " times");
        }
    }

    boolean isDone() {
        return done.getCount() == 0;
    }

    Message answer() throws InterruptedException {
        await();
        Message got = answer;
        if (got == null) {
            throw new AssertionError("failed: " + failure + " after " + millis() + " ms");
        }
        return got;
    }

    Failure failure() throws InterruptedException {
        await();
        Failure got = failure;
        if (got == null) {
            throw new AssertionError("answered: " + answer);
        }
        return got;
    }

    @Nullable
    Upstream from() {
        return from;
    }

    long millis() throws InterruptedException {
        await();
        return TimeUnit.NANOSECONDS.toMillis(endNanos - startNanos);
    }
}
