// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Answers from a list of records that a test changes, over UDP and TCP on one loopback port. */
public final class TinyDnsServer implements AutoCloseable {
    private record Sockets(DatagramSocket udp, ServerSocket tcp) {
        private static final int MAX_TRIES = 20;

        /** Both on one port; one that is free for UDP may be taken for TCP. */
        static Sockets open() throws IOException {
            for (int tries = 1; ; tries++) {
                DatagramSocket udp = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                try {
                    return new Sockets(udp, new ServerSocket(udp.getLocalPort(), 50, InetAddress.getLoopbackAddress()));
                } catch (BindException e) {
                    udp.close();
                    if (tries == MAX_TRIES) {
                        throw e;
                    }
                }
            }
        }
    }

    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private final Map<Name, List<Record>> zone = new ConcurrentHashMap<>();
    private final List<Record> additional = new CopyOnWriteArrayList<>();
    final List<String> asked = new CopyOnWriteArrayList<>();
    volatile int rcode = Rcode.NOERROR;
    volatile boolean isSilent;
    /** Above this number of records an answer over UDP is cut and marked as truncated. */
    volatile int maxUdpRecords = Integer.MAX_VALUE;

    volatile boolean hasTcp = true;

    public TinyDnsServer() throws IOException {
        Sockets sockets = Sockets.open();
        udp = sockets.udp();
        tcp = sockets.tcp();
        start(this::serveUdp, "test-dns-udp");
        start(this::serveTcp, "test-dns-tcp");
    }

    private static void start(Runnable loop, String name) {
        Thread thread = new Thread(loop, name);
        thread.setDaemon(true);
        thread.start();
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), udp.getLocalPort());
    }

    /** The records of a name, as zone file lines without the name: {@code 5 A 10.0.0.1}; none leaves the name without data. */
    public void set(String name, String... lines) {
        Name owner = Name.fromConstantString(name);
        zone.put(owner, Stream.of(lines).map(line -> parse(owner, line)).toList());
    }

    void remove(String name) {
        zone.remove(Name.fromConstantString(name));
    }

    /** A record that every answer carries in its additional section. */
    void alsoSay(String name, String line) {
        additional.add(parse(Name.fromConstantString(name), line));
    }

    private static Record parse(Name owner, String line) {
        String[] parts = line.split(" ", 3);
        try {
            return Record.fromString(
                    owner, Type.value(parts[1]), DClass.IN, Long.parseLong(parts[0]), parts[2], Name.root);
        } catch (IOException e) {
            throw new IllegalArgumentException(line, e);
        }
    }

    private Message answer(Message query, boolean isUdp) {
        Record question = query.getQuestion();
        asked.add((isUdp ? "udp " : "tcp ") + question.getName() + " " + Type.string(question.getType()));
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.addRecord(question, Section.QUESTION);
        List<Record> held = zone.get(question.getName());
        answer.getHeader().setRcode(held == null && rcode == Rcode.NOERROR ? Rcode.NXDOMAIN : rcode);
        if (held == null || rcode != Rcode.NOERROR) {
            return answer;
        }
        List<Record> matching = held.stream()
                .filter(each -> each.getType() == question.getType() || each.getType() == Type.CNAME)
                .toList();
        int limit = isUdp ? maxUdpRecords : Integer.MAX_VALUE;
        matching.stream().limit(limit).forEach(each -> answer.addRecord(each, Section.ANSWER));
        if (matching.size() > limit) {
            answer.getHeader().setFlag(Flags.TC);
        }
        additional.forEach(each -> answer.addRecord(each, Section.ADDITIONAL));
        return answer;
    }

    private void serveUdp() {
        byte[] buffer = new byte[4096];
        while (!udp.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                udp.receive(packet);
                byte[] wire = java.util.Arrays.copyOf(packet.getData(), packet.getLength());
                byte[] reply = answer(new Message(wire), true).toWire();
                if (!isSilent) {
                    udp.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
                }
            } catch (IOException e) {
                // the next packet, or the end
            }
        }
    }

    private void serveTcp() {
        while (!tcp.isClosed()) {
            try (Socket socket = tcp.accept()) {
                if (!hasTcp) {
                    continue;
                }
                DataInputStream in = new DataInputStream(socket.getInputStream());
                byte[] wire = new byte[in.readUnsignedShort()];
                in.readFully(wire);
                byte[] reply = answer(new Message(wire), false).toWire();
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                out.writeShort(reply.length);
                out.write(reply);
                out.flush();
            } catch (IOException e) {
                // the next connection, or the end
            }
        }
    }

    @Override
    public void close() throws IOException {
        udp.close();
        tcp.close();
    }
}
