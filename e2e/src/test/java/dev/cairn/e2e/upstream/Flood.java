// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.upstream;

import dev.cairn.e2e.cluster.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Questions for names outside the cluster, another one each time, {@value #PER_SECOND} a second; answers are not read. */
final class Flood implements AutoCloseable {
    static final int PER_SECOND = 20_000;

    private static final int SOCKETS = 8;
    private static final String DIGITS = "00000000";
    private static final int FIRST_DIGIT = 13; // after the header and the length of the label

    private final InetSocketAddress server;
    private final Thread thread = new Thread(this::run, "flood");
    private final long startNanos = System.nanoTime();
    private volatile long sent;
    private volatile boolean isClosed;

    private Flood(InetSocketAddress server) {
        this.server = server;
    }

    static Flood start(InetSocketAddress server) {
        Flood flood = new Flood(server);
        flood.thread.setDaemon(true);
        flood.thread.start();
        return flood;
    }

    /** How many were sent each second so far. */
    long perSecond() {
        return sent * TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - startNanos);
    }

    private void run() {
        DatagramChannel[] sockets = new DatagramChannel[SOCKETS];
        try {
            for (int i = 0; i < SOCKETS; i++) {
                sockets[i] = DatagramChannel.open().connect(server);
                sockets[i].configureBlocking(false);
            }
            byte[] question = question();
            long intervalNanos = TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
            for (long i = 0; !isClosed; i++) {
                byte[] digits = String.format("%08d", i).getBytes(StandardCharsets.US_ASCII);
                System.arraycopy(digits, 0, question, FIRST_DIGIT, digits.length);
                sockets[(int) (i % SOCKETS)].write(ByteBuffer.wrap(question));
                sent = i;
                LockSupport.parkNanos(startNanos + i * intervalNanos - System.nanoTime());
            }
            for (DatagramChannel socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] question() throws TextParseException {
        Name name = Name.fromString(DIGITS + ".example.org.");
        return Message.newQuery(Record.newRecord(name, Type.A, DClass.IN)).toWire();
    }

    @Override
    public void close() {
        isClosed = true;
        Waiting.untilEnded(thread);
    }
}
