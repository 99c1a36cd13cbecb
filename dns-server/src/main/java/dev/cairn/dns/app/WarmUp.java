// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import dev.cairn.dns.chain.Dispatcher;
import dev.cairn.dns.chain.Plan;
import dev.cairn.dns.chain.Touch;
import dev.cairn.dns.chain.ZoneTable;
import dev.cairn.dns.metrics.QueryMetrics;
import dev.cairn.dns.transport.Listener;
import dev.cairn.dns.transport.StreamLimits;
import dev.cairn.dns.transport.StreamLoops;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.Header;
import dev.cairn.dns.wire.RecordClass;
import dev.cairn.dns.wire.RecordType;
import dev.cairn.dns.wire.ResponseWriter;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks a listener of its own, on a private port of the loopback address, for as long as it is allowed: the receive loop and
 * all that it calls are compiled by the JVM before the first client comes. The plans are the real ones without what would
 * be seen of it, that is logging and counting.
 */
final class WarmUp {

    private static final int REPLY_TIMEOUT_MILLIS = 200;
    private static final int WINDOW = 8;
    private static final int MAX_ZONE_BYTES = 200;
    private static final String[] NAMES = {
        "kubernetes.default.svc", "_https._tcp.kubernetes.default.svc", "nosuch.default.svc"
    };
    private static final int[] TYPES = {RecordType.A, RecordType.AAAA, RecordType.SRV, RecordType.PTR};

    private final ZoneTable zones;
    private final QueryMetrics metrics = new QueryMetrics();
    private final List<byte[]> questions = new ArrayList<>();

    WarmUp(ZoneTable served) {
        List<Plan> plans = served.plans().stream().map(this::quiet).toList();
        this.zones = ZoneTable.of(plans);
        for (Plan plan : plans) {
            if (plan.zone().length() > MAX_ZONE_BYTES) {
                continue;
            }
            for (String name : NAMES) {
                for (int type : TYPES) {
                    questions.add(question(plan.zone().prepend(name), type));
                }
            }
        }
    }

    private Plan quiet(Plan plan) {
        DomainName zone = plan.zone();
        return Plan.builder(zone)
                .shuffled(plan.isShuffled())
                .countedAs(metrics.series(plan.server(), plan.blockZone()))
                .handlers(plan.handlers().stream()
                        .filter(handler -> handler.touch(zone) == Touch.ANSWER)
                        .toList())
                .build();
    }

    private static byte[] question(DomainName name, int type) {
        ByteBuffer message = ByteBuffer.allocate(Header.BYTES + name.length() + 4);
        Header.setQuestionCount(message.array(), 1);
        message.position(Header.BYTES).put(name.toWire()).putShort((short) type).putShort((short) RecordClass.IN);
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
            while (!questions.isEmpty() && System.nanoTime() - deadlineNanos < 0) {
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
