// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.upstream;

import dev.cairn.dns.wire.Header;
import dev.cairn.dns.wire.QuestionReader;
import dev.cairn.dns.wire.ResponseWriter;
import dev.cairn.dns.wire.Section;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/** A name server on loopback, UDP and TCP at one port, that does to each query what a script says. */
public final class FakeUpstream implements AutoCloseable {

    /** What is done with a query. */
    @FunctionalInterface
    public interface Script {
        /** Replies, or doesn't. */
        void handle(Asked asked) throws IOException;
    }

    /** A query that came in. */
    public interface Asked {
        /** Its octets. */
        byte[] query();

        /** Whether it came over TCP. */
        boolean isStream();

        /** The connection, or the client's socket, that it came by. */
        Object from();

        /** Sends octets back. */
        void reply(byte[] message) throws IOException;

        /** Sends octets from another port, or half of them and then the end of the connection. */
        void betray(byte[] message) throws IOException;
    }

    private final DatagramSocket datagrams;
    private final ServerSocket streams;
    private final Script script;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger queries = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();

    private FakeUpstream(DatagramSocket datagrams, ServerSocket streams, Script script) {
        this.datagrams = datagrams;
        this.streams = streams;
        this.script = script;
    }

    /** A server with this script. */
    public static FakeUpstream start(Script script) throws IOException {
        return start(ServerSocketFactory.getDefault(), script);
    }

    /** A server whose connections come from this factory. */
    public static FakeUpstream start(ServerSocketFactory factory, Script script) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        for (int i = 0; i < 100; i++) {
            ServerSocket streams = factory.createServerSocket(0, 50, loopback);
            try {
                DatagramSocket datagrams = new DatagramSocket(streams.getLocalPort(), loopback);
                FakeUpstream server = new FakeUpstream(datagrams, streams, script);
                daemon(server::serveDatagrams);
                daemon(server::serveStreams);
                return server;
            } catch (IOException e) {
                streams.close();
            }
        }
        throw new IOException("no port is free for both transports");
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "fake-upstream");
        thread.setDaemon(true);
        thread.start();
    }

    /** The server as it is asked in the clear. */
    public Upstream upstream() {
        return Upstream.plain(address());
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) streams.getLocalSocketAddress();
    }

    /** How many queries came in. */
    public int queries() {
        return queries.get();
    }

    /** How many connections were opened. */
    public int connections() {
        return connections.get();
    }

    /** How many connections are open. */
    public int openConnections() {
        return open.size();
    }

    /** Ends all connections that are open now. */
    public void closeConnections() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
        open.clear();
    }

    /** An answer of so many A records, cut to whole ones with TC over UDP. */
    public static byte[] answer(Asked asked, int records) {
        return answer(asked, records, 0);
    }

    /** An answer with this response code. */
    public static byte[] answer(Asked asked, int records, int rcode) {
        QuestionReader question = new QuestionReader();
        question.read(asked.query(), asked.query().length);
        ResponseWriter response = new ResponseWriter();
        response.begin(question, asked.isStream() ? ResponseWriter.MAX_BYTES : question.udpPayloadSize());
        response.setRcode(rcode);
        response.setRecursionAvailable(true);
        for (int i = 0; i < records; i++) {
            byte[] address = {10, 1, (byte) (i >>> 8), (byte) i};
            response.address(Section.ANSWER, question.nameOffset(), 30, address, 0, 4);
        }
        int length = response.finish();
        return Arrays.copyOf(response.bytes(), length);
    }

    /** The same message with another id. */
    public static byte[] withId(byte[] message, int id) {
        byte[] changed = message.clone();
        Header.setId(changed, id);
        return changed;
    }

    private void serveDatagrams() {
        byte[] buffer = new byte[4096];
        while (true) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                datagrams.receive(packet);
                queries.incrementAndGet();
                byte[] query = Arrays.copyOf(packet.getData(), packet.getLength());
                script.handle(new Datagram(query, (InetSocketAddress) packet.getSocketAddress()));
            } catch (IOException e) {
                if (datagrams.isClosed()) {
                    return;
                }
            }
        }
    }

    private void serveStreams() {
        try {
            while (true) {
                Socket socket = streams.accept();
                connections.incrementAndGet();
                open.add(socket);
                daemon(() -> serve(socket));
            }
        } catch (IOException e) {
            return; // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            while (true) {
                byte[] query = in.readNBytes(in.readUnsignedShort());
                queries.incrementAndGet();
                script.handle(new Frame(query, socket));
            }
        } catch (IOException e) {
            open.remove(socket);
        }
    }

    @Override
    public void close() throws IOException {
        datagrams.close();
        streams.close();
        closeConnections();
    }

    /** A query over UDP. */
    private final class Datagram implements Asked {
        private final byte[] query;
        private final InetSocketAddress client;

        Datagram(byte[] query, InetSocketAddress client) {
            this.query = query;
            this.client = client;
        }

        @Override
        public byte[] query() {
            return query;
        }

        @Override
        public boolean isStream() {
            return false;
        }

        @Override
        public Object from() {
            return client;
        }

        @Override
        public void reply(byte[] message) throws IOException {
            datagrams.send(new DatagramPacket(message, message.length, client));
        }

        @Override
        public void betray(byte[] message) throws IOException {
            try (DatagramSocket other = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
                other.send(new DatagramPacket(message, message.length, client));
            }
        }
    }

    /** A query over TCP. */
    private static final class Frame implements Asked {
        private final byte[] query;
        private final Socket socket;

        Frame(byte[] query, Socket socket) {
            this.query = query;
            this.socket = socket;
        }

        @Override
        public byte[] query() {
            return query;
        }

        @Override
        public boolean isStream() {
            return true;
        }

        @Override
        public Object from() {
            return socket;
        }

        @Override
        public void reply(byte[] message) throws IOException {
            synchronized (socket) {
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                byte[] frame = new byte[2 + message.length];
                frame[0] = (byte) (message.length >>> 8);
                frame[1] = (byte) message.length;
                System.arraycopy(message, 0, frame, 2, message.length);
                out.write(frame);
                out.flush();
            }
        }

        @Override
        public void betray(byte[] message) throws IOException {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeShort(message.length);
            out.write(message, 0, message.length / 2);
            out.flush();
            socket.close();
        }
    }
}
