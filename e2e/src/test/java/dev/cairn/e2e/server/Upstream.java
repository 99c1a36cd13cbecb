// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
    private static final int LARGE_RECORDS = 20;
    private static final int LARGE_TEXT_BYTES = 200;
    private static final int TTL_SECONDS = 60;
    private static final Set<String> CODES = Set.of("nxdomain", "servfail", "refused", "notimp", "formerr", "yxdomain");

    private final DnsSockets sockets;
    private final Queue<Held> held = new ConcurrentLinkedQueue<>();
    private volatile boolean isProbed;

    /** An answer that is ready. */
    @FunctionalInterface
    private interface Held {
        void send() throws IOException;
    }

    private Upstream(int port) {
        sockets = DnsSockets.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), this::answer);
    }

    /** Starts it on this port of loopback. */
    public static Upstream start(int port) {
        return new Upstream(port);
    }

    public int port() {
        return sockets.address().getPort();
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
            for (Held next = held.poll(); next != null; next = held.poll()) {
                next.send();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(byte[] octets, DnsSockets.Asker asker) throws IOException {
        Message query = new Message(octets);
        byte[] reply = reply(query, asker.isStream()).toWire();
        isProbed |= query.getQuestion().getType() == Type.HINFO;
        if (label(query).equals("held") && !asker.isStream()) {
            held.add(() -> asker.send(reply));
        } else {
            asker.send(reply);
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

    /** Returns when its port is free. */
    @Override
    public void close() {
        sockets.close();
    }
}
