// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.upstream;

import dev.cairn.e2e.cluster.FreePorts;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A name server on loopback with one fault, or with none: then it has the address {@value #ADDRESS} for every name. */
final class FaultyUpstream implements AutoCloseable {
    static final String ADDRESS = "198.51.100.9";

    private static final Logger LOG = LoggerFactory.getLogger(FaultyUpstream.class);
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final int MAX_OCTETS = 65_535;
    private static final long TTL_SECONDS = 60;
    private static final int THREADS = 32; // a connection keeps one

    private final @Nullable Fault fault;
    private final InetSocketAddress address = new InetSocketAddress(LOOPBACK, FreePorts.next());
    private final DatagramSocket datagrams;
    private final DatagramSocket elsewhere;
    private final ServerSocket streams;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);

    private FaultyUpstream(@Nullable Fault fault) throws IOException {
        this.fault = fault;
        datagrams = new DatagramSocket(address);
        elsewhere = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0));
        streams = new ServerSocket(address.getPort(), 0, LOOPBACK);
        if (fault == Fault.DEAD) {
            datagrams.close();
            streams.close();
        } else {
            threads.execute(this::serveDatagrams);
            threads.execute(this::serveStreams);
        }
    }

    static FaultyUpstream start(@Nullable Fault fault) {
        try {
            return new FaultyUpstream(fault);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@code forward} has it. */
    String text() {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    private void serveDatagrams() {
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(new byte[MAX_OCTETS], MAX_OCTETS);
                datagrams.receive(packet);
                long delayMillis = fault == Fault.SLOW ? 1000 : 0;
                var unused = threads.schedule(() -> reply(packet), delayMillis, TimeUnit.MILLISECONDS);
            }
        } catch (IOException e) {
            LOG.debug("closed", e);
        }
    }

    private void reply(DatagramPacket packet) {
        try {
            byte @Nullable [] answer = answer(Arrays.copyOf(packet.getData(), packet.getLength()), false);
            if (answer != null) {
                DatagramSocket from = fault == Fault.WRONG_SOURCE ? elsewhere : datagrams;
                from.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            }
        } catch (IOException e) {
            LOG.debug("not answered", e);
        }
    }

    private void serveStreams() {
        try {
            while (true) {
                Socket connection = streams.accept();
                threads.execute(() -> converse(connection));
            }
        } catch (IOException e) {
            LOG.debug("closed", e);
        }
    }

    private void converse(Socket connection) {
        try (connection) {
            DataInputStream in = new DataInputStream(connection.getInputStream());
            DataOutputStream out = new DataOutputStream(connection.getOutputStream());
            while (true) {
                byte @Nullable [] answer = answer(in.readNBytes(in.readUnsignedShort()), true);
                if (answer == null) {
                    continue;
                }
                out.writeShort(answer.length);
                if (fault == Fault.CUTTING) {
                    out.write(answer, 0, answer.length / 2);
                    return;
                }
                out.write(answer);
            }
        } catch (IOException e) {
            LOG.debug("the other side went away", e);
        }
    }

    private byte @Nullable [] answer(byte[] question, boolean isStream) throws IOException {
        Message asked = new Message(question);
        Message answer = good(asked);
        if (fault == null) {
            return answer.toWire();
        }
        switch (fault) {
            case SILENT -> {
                return null;
            }
            case WRONG_ID -> answer.getHeader().setID(asked.getHeader().getID() ^ 1);
            case WRONG_QUESTION ->
                answer = good(
                        Message.newQuery(Record.newRecord(Name.fromString("elsewhere.", Name.root), Type.A, DClass.IN)),
                        asked.getHeader().getID());
            case UNREADABLE -> {
                byte[] whole = answer.toWire();
                return Arrays.copyOf(whole, whole.length - 2);
            }
            case NO_EDNS -> {
                if (asked.getOPT() != null) {
                    answer.removeAllRecords(Section.ANSWER);
                    answer.getHeader().setRcode(Rcode.FORMERR);
                }
            }
            case TRUNCATING, CUTTING -> {
                if (!isStream) {
                    answer.removeAllRecords(Section.ANSWER);
                    answer.getHeader().setFlag(Flags.TC);
                }
            }
            case FAILING -> {
                answer.removeAllRecords(Section.ANSWER);
                answer.getHeader().setRcode(Rcode.SERVFAIL);
            }
            default -> {}
        }
        return answer.toWire();
    }

    private static Message good(Message asked) throws IOException {
        return good(asked, asked.getHeader().getID());
    }

    private static Message good(Message asked, int id) throws IOException {
        Message answer = new Message(id);
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.RD);
        answer.getHeader().setFlag(Flags.RA);
        answer.addRecord(asked.getQuestion(), Section.QUESTION);
        answer.addRecord(
                new ARecord(asked.getQuestion().getName(), DClass.IN, TTL_SECONDS, InetAddress.getByName(ADDRESS)),
                Section.ANSWER);
        return answer;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        datagrams.close();
        elsewhere.close();
        try {
            streams.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
