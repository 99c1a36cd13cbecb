// SPDX-License-Identifier: Apache-2.0
package dev.cairn.grpc;

import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A pod: answers with its name, after its latency, or with its error. */
final class EchoServer implements AutoCloseable {
    private final String name;
    private final Server server;
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
    private final AtomicInteger calls = new AtomicInteger();
    private volatile Status status = Status.OK;
    private volatile long latencyMillis;

    EchoServer(String name) throws IOException {
        this.name = name;
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(ServerServiceDefinition.builder(Echo.SERVICE)
                        .addMethod(Echo.SAY, ServerCalls.asyncUnaryCall(this::say))
                        .addMethod(Echo.LISTEN, ServerCalls.asyncServerStreamingCall(this::listen))
                        .build())
                .build()
                .start();
    }

    EchoServer latency(long millis) {
        latencyMillis = millis;
        return this;
    }

    EchoServer failing(Status with) {
        status = with;
        return this;
    }

    private void say(String request, StreamObserver<String> response) {
        calls.incrementAndGet();
        Status ending = status;
        Runnable answer = () -> {
            if (ending.isOk()) {
                response.onNext(name);
                response.onCompleted();
            } else {
                response.onError(ending.asRuntimeException());
            }
        };
        if (latencyMillis == 0) {
            answer.run();
        } else {
            var unused = timer.schedule(answer, latencyMillis, TimeUnit.MILLISECONDS);
        }
    }

    /** Says its name, and then nothing until the caller has had enough. */
    private void listen(String request, StreamObserver<String> response) {
        calls.incrementAndGet();
        response.onNext(name);
    }

    String name() {
        return name;
    }

    int port() {
        return server.getPort();
    }

    int calls() {
        return calls.get();
    }

    /** As a pod on SIGTERM: no new calls, those in flight end. */
    void shutdown() {
        server.shutdown();
    }

    @Override
    public void close() {
        server.shutdownNow();
        timer.shutdownNow();
    }
}
