// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import dev.cairn.dns.chain.Dispatcher;
import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.chain.Plan;
import dev.cairn.dns.chain.ZoneTable;
import dev.cairn.dns.metrics.QueryMetrics;
import dev.cairn.dns.transport.Listener;
import dev.cairn.dns.transport.StreamLimits;
import dev.cairn.dns.transport.StreamLoops;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.Header;
import dev.cairn.dns.wire.RecordClass;
import dev.cairn.dns.wire.ResponseWriter;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/**
 * Asks a listener of its own, on a private port of the loopback address, for as long as it is allowed: the receive loop and
 * all that it calls are compiled by the JVM before the first client comes. What is asked is a {@link SampleCluster}, so that
 * every kind of answer is among them, and nothing of it is counted or logged.
 */
final class WarmUp {

    private static final int REPLY_TIMEOUT_MILLIS = 200;
    private static final int WINDOW = 8;

    private final QueryMetrics metrics = new QueryMetrics();
    private final ZoneTable zones;
    private final List<byte[]> questions =
            SampleCluster.questions().stream().map(WarmUp::message).toList();

    WarmUp() {
        Handler handler = SampleCluster.handler();
        this.zones =
                ZoneTable.of(List.of(plan(SampleCluster.ZONE, handler), plan(SampleCluster.REVERSE_ZONE, handler)));
    }

    private Plan plan(DomainName zone, Handler handler) {
        return Plan.builder(zone)
                .shuffled(true)
                .countedAs(metrics.series("warm-up", zone.toString()))
                .handlers(List.of(handler))
                .build();
    }

    private static byte[] message(SampleCluster.Question question) {
        DomainName name = question.name();
        ByteBuffer message = ByteBuffer.allocate(Header.BYTES + name.length() + 4);
        Header.setQuestionCount(message.array(), 1);
        message.position(Header.BYTES).put(name.toWire());
        message.putShort((short) question.type()).putShort((short) RecordClass.IN);
        return message.array();
    }

    /** Runs, and returns how many replies there were. */
    int run(Duration limit, StreamLoops loops) throws InterruptedException {
        Dispatcher dispatcher =
                new Dispatcher(zones, () -> metrics.newRecorder("warm-up"), System::nanoTime, Duration.ZERO);
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        Listener listener = Listener.open(loopback, dispatcher, loops, StreamLimits.DEFAULT);
        listener.start();
        try {
            return ask(listener.address(), limit);
        } catch (IOException e) {
            return 0;
        } finally {
            listener.drain(Duration.ZERO);
        }
    }

    /** Keeps a few questions under way at any time. */
    private int ask(InetSocketAddress server, Duration limit) throws IOException {
        long deadlineNanos = System.nanoTime() + limit.toNanos();
        int sent = 0;
        int received = 0;
        try (DatagramSocket socket = new DatagramSocket(0, server.getAddress())) {
            socket.setSoTimeout(REPLY_TIMEOUT_MILLIS);
            DatagramPacket reply =
                    new DatagramPacket(new byte[ResponseWriter.MIN_LIMIT_BYTES], ResponseWriter.MIN_LIMIT_BYTES);
            while (System.nanoTime() - deadlineNanos < 0) {
                for (; sent - received < WINDOW; sent++) {
                    byte[] question = questions.get(sent % questions.size());
                    socket.send(new DatagramPacket(question, question.length, server));
                }
                socket.receive(reply);
                received++;
            }
        } catch (SocketTimeoutException e) {
            return received;
        }
        return received;
    }
}
