// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.server;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/**
 * A name server on 127.0.0.1, over UDP and TCP, that answers as the first label of a name says: by a code ({@code servfail}), without a
 * record ({@code nodata}), too long for a datagram ({@code large}), for a second only ({@code brief}), or not before it is told to
 * ({@code held}). It has the address of every other name. <b>Thread-safe.</b>
 */
public final class Upstream implements AutoCloseable {
    private static final int MAX_BYTES = 65_535;
    private static final int LARGE_RECORDS = 20;
    private static final int LARGE_TEXT_BYTES = 200;
    private static final int TTL_SECONDS = 60;
    private static final Set<String> CODES = Set.of("nxdomain", "servfail", "refused", "notimp", "formerr", "yxdomain");

    private final DatagramSocket datagrams;
    private final ServerSocket streams;
    private final List<Thread> threads = new ArrayList<>();
    private final Queue<DatagramPacket> held = new ConcurrentLinkedQueue<>();
    private volatile boolean isProbed;

    private Upstream(DatagramSocket datagrams, ServerSocket streams) {
        this.datagrams = datagrams;
        this.streams = streams;
    }

    public static Upstream start(int port) {
        InetAddress address = InetAddress.getLoopbackAddress();
        try {
            Upstream upstream = new Upstream(new DatagramSocket(port, address), new ServerSocket(port, 50, address));
            upstream.threads.add(startThread(upstream::serveDatagrams));
            upstream.threads.add(startThread(upstream::serveStreams));
            return upstream;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + port, e);
        }
    }

    public int port() {
        return datagrams.getLocalPort();
    }

    /** Whether the probe of {@code loop} has come. */
    public boolean isProbed() {
        return isProbed;
    }

    /** Whether a question waits to be answered. */
    public boolean isHolding() {
        return !held.isEmpty();
    }

    /** Answers what waits. */
    public void release() {
        try {
            for (DatagramPacket next = held.poll(); next != null; next = held.poll()) {
                datagrams.send(next);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serveDatagrams() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[MAX_BYTES], MAX_BYTES);
        while (true) {
            packet.setLength(MAX_BYTES);
            datagrams.receive(packet);
            Message query = new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
            byte[] wire = reply(query, false).toWire();
            DatagramPacket reply = new DatagramPacket(wire, wire.length, packet.getSocketAddress());
            isProbed |= query.getQuestion().getType() == Type.HINFO;
            if (label(query).equals("held")) {
                held.add(reply);
            } else {
                datagrams.send(reply);
            }
        }
    }

    private void serveStreams() throws IOException {
        while (true) {
            Socket connection = streams.accept();
            startThread(() -> serve(connection));
        }
    }

    private static void serve(Socket connection) throws IOException {
        try (connection) {
            DataInputStream in = new DataInputStream(connection.getInputStream());
            DataOutputStream out = new DataOutputStream(connection.getOutputStream());
            while (true) {
                byte[] query = new byte[in.readUnsignedShort()];
                in.readFully(query);
                byte[] reply = reply(new Message(query), true).toWire();
                byte[] framed = new byte[reply.length + 2];
                framed[0] = (byte) (reply.length >>> 8);
                framed[1] = (byte) reply.length;
                System.arraycopy(reply, 0, framed, 2, reply.length);
                out.write(framed);
            }
        }
    }

    private static Message reply(Message query, boolean isWhole) {
        Message reply = new Message(query.getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.getHeader().setFlag(Flags.RD);
        reply.getHeader().setFlag(Flags.RA);
        reply.addRecord(query.getQuestion(), Section.QUESTION);
        String label = label(query);
        int rcode = CODES.contains(label) ? Rcode.value(label) : Rcode.NOERROR;
        if (query.getQuestion().getType() == Type.HINFO) {
            rcode = Rcode.REFUSED; // of a probe, which no cache keeps
        }
        if (label.equals("large")) {
            addLarge(reply, isWhole);
        } else if (rcode == Rcode.NOERROR && !label.equals("nodata")) {
            addAddress(reply, label.startsWith("brief") ? 1 : TTL_SECONDS);
        }
        reply.getHeader().setRcode(rcode);
        if (!reply.getHeader().getFlag(Flags.TC)
                && reply.getSection(Section.ANSWER).isEmpty()
                && (rcode == Rcode.NOERROR || rcode == Rcode.NXDOMAIN)) {
            reply.addRecord(soa(), Section.AUTHORITY);
        }
        OPTRecord opt = query.getOPT();
        if (opt != null) {
            reply.addRecord(new OPTRecord(1232, 0, 0, opt.getFlags()), Section.ADDITIONAL);
        }
        return reply;
    }

    private static void addAddress(Message reply, int ttlSeconds) {
        if (reply.getQuestion().getType() == Type.A) {
            reply.addRecord(
                    new ARecord(reply.getQuestion().getName(), DClass.IN, ttlSeconds, InetAddress.getLoopbackAddress()),
                    Section.ANSWER);
        }
    }

    private static void addLarge(Message reply, boolean isWhole) {
        if (!isWhole) {
            reply.getHeader().setFlag(Flags.TC);
            return;
        }
        for (int i = 0; i < LARGE_RECORDS; i++) {
            String text = String.valueOf((char) ('a' + i)).repeat(LARGE_TEXT_BYTES);
            reply.addRecord(new TXTRecord(reply.getQuestion().getName(), DClass.IN, TTL_SECONDS, text), Section.ANSWER);
        }
    }

    private static SOARecord soa() {
        Name name = Name.root;
        return new SOARecord(name, DClass.IN, TTL_SECONDS, name, name, 1, 60, 60, 60, TTL_SECONDS);
    }

    private static String label(Message query) {
        Name name = query.getQuestion().getName();
        return name.labels() == 0 ? "" : name.getLabelString(0).toLowerCase(Locale.ROOT);
    }

    /** Something that ends when its socket is closed. */
    @FunctionalInterface
    private interface Serving {
        void run() throws IOException;
    }

    private static Thread startThread(Serving serving) {
        Thread thread = new Thread(
                () -> {
                    try {
                        serving.run();
                    } catch (IOException e) {
                        // The socket is closed.
                    }
                },
                "scrape-upstream");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Returns when its ports are free. */
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
