// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli.query;

import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.Edns;
import dev.cairn.dns.wire.Header;
import dev.cairn.dns.wire.Message;
import dev.cairn.dns.wire.Question;
import dev.cairn.dns.wire.Rcode;
import dev.cairn.dns.wire.WireException;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks one server: over UDP with three tries, and over TCP when told to or when the answer was truncated (RFC 7766).
 *
 * <p><b>Thread-safe.</b>
 */
public final class DnsClient {
    private static final int UDP_PAYLOAD_BYTES = 1232; // DNS flag day 2020: fits every path without fragments
    private static final int TRIES = 3;
    private static final int MAX_MESSAGE_BYTES = 65_535;

    private final SecureRandom random = new SecureRandom();
    private final InetSocketAddress server;
    private final Duration timeout;

    /** A client that waits this long for each try. */
    public DnsClient(InetSocketAddress server, Duration timeout) {
        this.server = server;
        this.timeout = timeout;
    }

    /**
     * The reply to one question.
     *
     * @throws IOException when there is none, with a message for people
     */
    public Reply ask(DomainName name, int type, boolean tcp) throws IOException {
        Message query = Message.query(name, type)
                .id(random.nextInt(1 << 16))
                .flags(Header.FLAG_RD)
                .edns(Edns.of(UDP_PAYLOAD_BYTES))
                .build();
        long start = System.nanoTime();
        if (tcp) {
            return askOverTcp(query, start, false);
        }
        Reply reply = askOverUdp(query, start);
        return reply.message().has(Header.FLAG_TC) ? askOverTcp(query, start, true) : reply;
    }

    private Reply askOverUdp(Message query, long start) throws IOException {
        byte[] request = query.toWire();
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(server); // so that only its datagrams are received, and a closed port is reported
            for (int attempt = 0; attempt < TRIES; attempt++) {
                socket.send(new DatagramPacket(request, request.length));
                Reply reply = receive(socket, query, start);
                if (reply != null) {
                    return reply;
                }
            }
            throw new IOException(
                    "no reply from " + describe("UDP") + " within " + TRIES + " x " + timeout.toSeconds() + " s");
        } catch (PortUnreachableException e) {
            throw nothingListens("UDP", e);
        }
    }

    /** The first datagram that answers the query, null when none came in time. */
    private @Nullable Reply receive(DatagramSocket socket, Message query, long start) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[MAX_MESSAGE_BYTES], MAX_MESSAGE_BYTES);
        long deadline = System.nanoTime() + timeout.toNanos();
        for (long left = timeout.toMillis(); left > 0; left = (deadline - System.nanoTime()) / 1_000_000) {
            socket.setSoTimeout((int) left);
            try {
                socket.receive(packet);
            } catch (SocketTimeoutException e) {
                return null;
            }
            Message message = parse(packet.getData(), packet.getLength());
            if (message != null && answers(message, query)) {
                return new Reply(message, packet.getLength(), server, false, false, System.nanoTime() - start);
            }
        }
        return null;
    }

    private Reply askOverTcp(Message query, long start, boolean wasTruncated) throws IOException {
        byte[] request = query.toWire();
        try (Socket socket = new Socket()) {
            int timeoutMillis = (int) timeout.multipliedBy(TRIES).toMillis();
            socket.connect(server, timeoutMillis);
            socket.setSoTimeout(timeoutMillis);
            // Length and message in one write, RFC 7766 §8.
            socket.getOutputStream()
                    .write(ByteBuffer.allocate(2 + request.length)
                            .putShort((short) request.length)
                            .put(request)
                            .array());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] response = in.readNBytes(in.readUnsignedShort());
            Message message = parse(response, response.length);
            if (message == null || !answers(message, query)) {
                throw new IOException("what " + describe("TCP") + " sent is not an answer to the question");
            }
            return new Reply(message, response.length, server, true, wasTruncated, System.nanoTime() - start);
        } catch (ConnectException e) {
            throw nothingListens("TCP", e);
        } catch (SocketTimeoutException e) {
            throw new IOException("no reply from " + describe("TCP"), e);
        } catch (EOFException e) {
            throw new IOException(describe("TCP") + " closed the connection without a reply", e);
        }
    }

    private static @Nullable Message parse(byte[] octets, int length) {
        try {
            return Message.parse(octets, length);
        } catch (WireException e) {
            return null; // not for us: somebody else's datagram, or a broken one
        }
    }

    /** A FORMERR may come without the question. */
    private static boolean answers(Message message, Message query) {
        if (message.id() != query.id() || !message.has(Header.FLAG_QR)) {
            return false;
        }
        if (message.questions().isEmpty()) {
            return message.rcode() != Rcode.NOERROR;
        }
        Question asked = query.questions().get(0);
        Question echoed = message.questions().get(0);
        return echoed.type() == asked.type() && echoed.name().equalsIgnoreCase(asked.name());
    }

    private IOException nothingListens(String protocol, IOException cause) {
        return new IOException(
                "nothing listens at " + describe(protocol) + "; \"cairn dns FOLDER\" starts a server at 127.0.0.1:"
                        + QueryRequest.LOCAL_PORT,
                cause);
    }

    private String describe(String protocol) {
        return server.getAddress().getHostAddress() + "#" + server.getPort() + " (" + protocol + ")";
    }
}
