// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.differential;

import dev.cairn.e2e.cluster.Net;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;

/** The name server that both servers forward to, over UDP and TCP. What it says follows from the question alone. <b>Thread-safe.</b> */
final class Upstream implements AutoCloseable {
    private static final int MAX_BYTES = 65_535;
    private static final int PLAIN_UDP_BYTES = 512; // RFC 1035 §4.2.1
    private static final int BACKLOG = 1000;

    private final DatagramSocket datagrams;
    private final ServerSocket streams;

    Upstream() {
        try {
            InetAddress node = InetAddress.getByName(Net.NODE);
            datagrams = new DatagramSocket(new InetSocketAddress(node, 0));
            streams = new ServerSocket(datagrams.getLocalPort(), BACKLOG, node);
        } catch (IOException e) {
            throw new UncheckedIOException("no upstream", e);
        }
        start("upstream-udp", this::answerDatagrams);
        start("upstream-accept", this::acceptStreams);
    }

    /** Address and port as a Corefile has them. */
    String address() {
        return Net.NODE + ":" + datagrams.getLocalPort();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (SocketException | EOFException e) {
                        // either side has closed it
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private void answerDatagrams() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[MAX_BYTES], MAX_BYTES);
        while (!datagrams.isClosed()) {
            packet.setLength(MAX_BYTES);
            datagrams.receive(packet);
            Message query = new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
            OPTRecord opt = query.getOPT();
            int size = opt == null ? PLAIN_UDP_BYTES : Math.max(PLAIN_UDP_BYTES, opt.getPayloadSize());
            byte[] reply = UpstreamAnswers.to(query).toWire(size);
            datagrams.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
        }
    }

    private void acceptStreams() throws IOException {
        while (!streams.isClosed()) {
            Socket client = streams.accept();
            client.setTcpNoDelay(true);
            start("upstream-tcp", () -> answerStream(client));
        }
    }

    private static void answerStream(Socket client) throws IOException {
        try (client) {
            DataInputStream input = new DataInputStream(client.getInputStream());
            DataOutputStream output = new DataOutputStream(client.getOutputStream());
            while (true) {
                byte[] query = input.readNBytes(input.readUnsignedShort());
                byte[] reply = UpstreamAnswers.to(new Message(query)).toWire(MAX_BYTES);
                byte[] framed = new byte[reply.length + 2];
                framed[0] = (byte) (reply.length >>> 8);
                framed[1] = (byte) reply.length;
                System.arraycopy(reply, 0, framed, 2, reply.length);
                output.write(framed);
            }
        }
    }

    @Override
    public void close() {
        datagrams.close();
        try {
            streams.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
