// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.upstream;

import dev.cairn.e2e.cluster.FreePorts;
import dev.cairn.e2e.server.DnsSockets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
    private static final long SLOW_MILLIS = 1000;
    private static final long TTL_SECONDS = 60;

    private final @Nullable Fault fault;
    private final DnsSockets sockets;
    private final DatagramSocket elsewhere;
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();

    private FaultyUpstream(@Nullable Fault fault) throws IOException {
        this.fault = fault;
        elsewhere = new DatagramSocket(loopback(0));
        sockets = DnsSockets.open(loopback(FreePorts.next()), this::answer);
        if (fault == Fault.DEAD) {
            sockets.close();
        }
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
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
        return sockets.text();
    }

    private void answer(byte[] question, DnsSockets.Asker asker) throws IOException {
        byte @Nullable [] reply = reply(question, asker.isStream());
        if (reply == null) {
            return;
        }
        if (fault == Fault.SLOW) {
            var unused = later.schedule(() -> sendLate(reply, asker), SLOW_MILLIS, TimeUnit.MILLISECONDS);
        } else if (fault == Fault.WRONG_SOURCE && !asker.isStream()) {
            elsewhere.send(new DatagramPacket(reply, reply.length, asker.address()));
        } else if (fault == Fault.CUTTING && asker.isStream()) {
            asker.betray(reply);
        } else {
            asker.send(reply);
        }
    }

    private static void sendLate(byte[] reply, DnsSockets.Asker asker) {
        try {
            asker.send(reply);
        } catch (IOException e) {
            LOG.debug("too late", e);
        }
    }

    private byte @Nullable [] reply(byte[] question, boolean isStream) throws IOException {
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
        later.shutdownNow();
        elsewhere.close();
        sockets.close();
    }
}
