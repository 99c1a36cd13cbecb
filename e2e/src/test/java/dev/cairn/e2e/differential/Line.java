// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.differential;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A client of one server: a few questions go out at once, each in a datagram or all on one connection. <b>Confined to</b> one thread. */
final class Line implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 2000;
    private static final int TRIES = 5;
    private static final int MAX_BYTES = 65_535;

    private final InetSocketAddress server;
    private final DatagramSocket datagrams;
    private final Socket stream;
    private final DataInputStream streamInput;
    private final DatagramPacket received = new DatagramPacket(new byte[MAX_BYTES], MAX_BYTES);
    private List<Question> questions = List.of();
    private @Nullable Reply[] replies = {};
    private int firstId;

    Line(InetSocketAddress server) {
        this(server, server.getAddress());
    }

    /** A client that asks from some address of the node or of the pods. */
    Line(InetSocketAddress server, InetAddress from) {
        this.server = server;
        try {
            datagrams = new DatagramSocket(0, from);
            datagrams.connect(server);
            datagrams.setSoTimeout(TIMEOUT_MILLIS);
            stream = new Socket(server.getAddress(), server.getPort(), from, 0);
            stream.setTcpNoDelay(true);
            stream.setSoTimeout(TRIES * TIMEOUT_MILLIS);
            streamInput = new DataInputStream(new BufferedInputStream(stream.getInputStream(), MAX_BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot reach " + server, e);
        }
    }

    /** The reply to one question. */
    Reply ask(Question question) {
        send(List.of(question));
        return receive().get(0);
    }

    /** Sends questions, fewer than 100. */
    void send(List<Question> batch) {
        firstId = firstId + questions.size() & 0x7FFF;
        questions = batch;
        replies = new Reply[batch.size()];
        ByteArrayOutputStream onStream = new ByteArrayOutputStream();
        try {
            for (int i = 0; i < batch.size(); i++) {
                byte[] wire = batch.get(i).toWire(firstId + i);
                if (batch.get(i).overTcp()) {
                    onStream.write(wire.length >>> 8);
                    onStream.write(wire.length);
                    onStream.writeBytes(wire);
                } else {
                    datagrams.send(new DatagramPacket(wire, wire.length));
                }
            }
            stream.getOutputStream().write(onStream.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot ask " + server, e);
        }
    }

    /** Waits for the replies to what was sent, in its order; what gets none is sent again, for a bounded time. */
    List<Reply> receive() {
        try {
            int onStream = 0;
            for (Question question : questions) {
                onStream += question.overTcp() ? 1 : 0;
            }
            for (int left = onStream; left > 0; ) { // CoreDNS answers twice when it fails after it has answered
                byte[] message = new byte[streamInput.readUnsignedShort()];
                streamInput.readFully(message);
                left -= accept(message) ? 1 : 0;
            }
            receiveDatagrams(questions.size() - onStream);
        } catch (IOException e) {
            throw new UncheckedIOException(server + " did not answer one of " + missing(), e);
        }
        return Arrays.stream(replies).map(Objects::requireNonNull).toList();
    }

    private void receiveDatagrams(int expected) throws IOException {
        int left = expected;
        for (int tries = 1; left > 0; ) {
            try {
                received.setLength(MAX_BYTES);
                datagrams.receive(received);
                left -= accept(Arrays.copyOf(received.getData(), received.getLength())) ? 1 : 0;
            } catch (SocketTimeoutException e) {
                if (tries++ == TRIES) {
                    throw e;
                }
                for (int i = 0; i < questions.size(); i++) {
                    if (replies[i] == null) {
                        byte[] wire = questions.get(i).toWire(firstId + i);
                        datagrams.send(new DatagramPacket(wire, wire.length));
                    }
                }
            }
        }
    }

    /** Keeps a reply; one to a question sent twice may come twice. */
    private boolean accept(byte[] message) {
        int place = ((message[0] & 0xFF) << 8 | message[1] & 0xFF) - firstId;
        if (place < 0 || place >= replies.length || replies[place] != null) {
            return false;
        }
        replies[place] = Reply.parse(message);
        return true;
    }

    private List<Question> missing() {
        return IntStream.range(0, replies.length)
                .filter(i -> replies[i] == null)
                .mapToObj(questions::get)
                .limit(5)
                .toList();
    }

    @Override
    public void close() {
        datagrams.close();
        try {
            stream.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
