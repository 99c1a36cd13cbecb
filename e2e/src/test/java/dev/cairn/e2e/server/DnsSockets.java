// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.server;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The sockets of a name server of a test, UDP and TCP on one port, with a thread for each and one for each connection. <b>Thread-safe.</b> */
public final class DnsSockets implements AutoCloseable {
    private static final int MAX_BYTES = 65_535;
    private static final int BACKLOG = 1000;

    private final Answering answering;
    private final DatagramSocket datagrams;
    private final ServerSocket streams;
    private final InetSocketAddress address;
    private final List<Thread> threads = new ArrayList<>();

    /** What the name server does with a question. Called on the threads of the sockets. */
    @FunctionalInterface
    public interface Answering {
        /** Answers it now, later, or not at all. */
        void ask(byte[] query, Asker asker) throws IOException;
    }

    /** Who has asked. <b>Thread-safe.</b> */
    public interface Asker {
        /** Whether the question came over TCP. */
        boolean isStream();

        /** Where the question came from. */
        SocketAddress address();

        /** Sends an answer. */
        void send(byte[] reply) throws IOException;

        /** Sends the first half of an answer, and closes the connection; over TCP only. */
        void betray(byte[] reply) throws IOException;
    }

    private DnsSockets(InetSocketAddress wanted, Answering answering) throws IOException {
        this.answering = answering;
        datagrams = new DatagramSocket(wanted);
        address = new InetSocketAddress(wanted.getAddress(), datagrams.getLocalPort());
        streams = new ServerSocket(address.getPort(), BACKLOG, address.getAddress());
        threads.add(start("upstream-udp", this::serveDatagrams));
        threads.add(start("upstream-accept", this::acceptStreams));
    }

    /** Opens them; a port of 0 is any that is free. */
    public static DnsSockets open(InetSocketAddress address, Answering answering) {
        try {
            return new DnsSockets(address, answering);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + address, e);
        }
    }

    /** Where they are, with the port that is really open. */
    public InetSocketAddress address() {
        return address;
    }

    /** Address and port as {@code forward} has them. */
    public String text() {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    private void serveDatagrams() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[MAX_BYTES], MAX_BYTES);
        while (true) {
            packet.setLength(MAX_BYTES);
            datagrams.receive(packet);
            byte[] query = Arrays.copyOf(packet.getData(), packet.getLength());
            answering.ask(query, new DatagramAsker(datagrams, packet.getSocketAddress()));
        }
    }

    private void acceptStreams() throws IOException {
        while (true) {
            Socket connection = streams.accept();
            connection.setTcpNoDelay(true);
            start("upstream-tcp", () -> serve(connection));
        }
    }

    private void serve(Socket connection) throws IOException {
        try (connection) {
            DataInputStream in = new DataInputStream(connection.getInputStream());
            StreamAsker asker = new StreamAsker(connection);
            while (true) {
                byte[] query = new byte[in.readUnsignedShort()];
                in.readFully(query);
                answering.ask(query, asker);
            }
        }
    }

    private record DatagramAsker(DatagramSocket socket, SocketAddress address) implements Asker {
        @Override
        public boolean isStream() {
            return false;
        }

        @Override
        public void send(byte[] reply) throws IOException {
            socket.send(new DatagramPacket(reply, reply.length, address));
        }

        @Override
        public void betray(byte[] reply) {
            throw new IllegalStateException("a datagram has no halves");
        }
    }

    private record StreamAsker(Socket connection) implements Asker {
        @Override
        public boolean isStream() {
            return true;
        }

        @Override
        public SocketAddress address() {
            return connection.getRemoteSocketAddress();
        }

        @Override
        public void send(byte[] reply) throws IOException {
            connection.getOutputStream().write(framed(reply));
        }

        @Override
        public void betray(byte[] reply) throws IOException {
            OutputStream out = connection.getOutputStream();
            out.write(framed(reply), 0, reply.length / 2);
            connection.close();
        }

        private static byte[] framed(byte[] message) {
            byte[] framed = new byte[message.length + 2];
            framed[0] = (byte) (message.length >>> 8);
            framed[1] = (byte) message.length;
            System.arraycopy(message, 0, framed, 2, message.length);
            return framed;
        }
    }

    @FunctionalInterface
    private interface Serving {
        void run() throws IOException;
    }

    private static Thread start(String name, Serving serving) {
        Thread thread = new Thread(
                () -> {
                    try {
                        serving.run();
                    } catch (IOException e) {
                        // one side has closed it
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Returns when the port is free. */
    @Override
    public void close() {
        datagrams.close();
        try {
            streams.close();
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
