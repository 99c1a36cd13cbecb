// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.scrape;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Asks one server one question after the other, octet by octet the same each time but for the id. A question without a reply fails.
 * <b>Confined to</b> one thread.
 */
final class Asker implements AutoCloseable {
    private static final int REPLY_MILLIS = 8000;
    private static final int SILENCE_MILLIS = 300;
    private static final int MAX_BYTES = 65_535;
    private static final int UDP_BYTES = 1232;

    private final InetSocketAddress server;
    private final DatagramSocket socket;

    /** Asks the server at an address, from another. */
    Asker(InetSocketAddress server, String from) {
        this.server = server;
        try {
            socket = new DatagramSocket(new InetSocketAddress(InetAddress.getByName(from), 0));
            socket.connect(server);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot ask " + server + " from " + from, e);
        }
    }

    /** Asks over UDP without EDNS for each of these types, by the name that zone files give it. */
    void udp(String name, String... types) {
        for (String type : types) {
            send(query(name, type));
        }
    }

    /** Asks over TCP, each question on a connection of its own. */
    void tcp(String name, String... types) {
        for (String type : types) {
            sendOverTcp(query(name, type));
        }
    }

    /** Asks over UDP with EDNS, with and without the flag DO. */
    void edns(String name, String type) {
        send(withOpt(query(name, type), 0, 0));
        send(withOpt(query(name, type), 0, ExtendedFlags.DO));
    }

    /** Asks in a version of EDNS that nobody knows. */
    void unknownVersion(String name) {
        send(withOpt(query(name, "A"), 1, 0));
    }

    /** Asks with the flag CD. */
    void checkingDisabled(String name) {
        Message query = query(name, "A");
        query.getHeader().setFlag(Flags.CD);
        send(query);
    }

    /** Asks in another class. */
    void inClass(int dnsClass, String name) {
        send(Message.newQuery(Record.newRecord(name(name), Type.TXT, dnsClass)));
    }

    /** Sends another operation. */
    void operation(int opcode, String name) {
        Message query = query(name, "SOA");
        query.getHeader().setOpcode(opcode);
        send(query);
    }

    /** Asks two questions at once. */
    void twice(String name) {
        Message query = query(name, "A");
        query.addRecord(Record.newRecord(name(name), Type.AAAA, DClass.IN), Section.QUESTION);
        send(query);
    }

    /** Asks over UDP and does not wait for a reply. */
    void begin(String name) {
        try {
            sendDatagram(query(name, "A"));
        } catch (IOException e) {
            throw failure(name, e);
        }
    }

    /** Waits for the reply to what was begun. */
    void finish() {
        try {
            receive(REPLY_MILLIS);
        } catch (IOException e) {
            throw failure("what was begun", e);
        }
    }

    /** Asks over UDP what is not to be answered. */
    void unanswered(String name, String type) {
        try {
            sendDatagram(query(name, type));
            receive(SILENCE_MILLIS);
        } catch (SocketTimeoutException e) {
            return;
        } catch (IOException e) {
            throw failure(name, e);
        }
        throw new AssertionError(server + " answers " + name + " " + type);
    }

    private void send(Message query) {
        try {
            sendDatagram(query);
            receive(REPLY_MILLIS);
        } catch (IOException e) {
            throw failure(query.toString(), e);
        }
    }

    private void sendDatagram(Message query) throws IOException {
        byte[] wire = query.toWire();
        socket.send(new DatagramPacket(wire, wire.length));
    }

    private void receive(int millis) throws IOException {
        socket.setSoTimeout(millis);
        socket.receive(new DatagramPacket(new byte[MAX_BYTES], MAX_BYTES));
    }

    private void sendOverTcp(Message query) {
        try (Socket connection = new Socket()) {
            connection.setSoTimeout(REPLY_MILLIS);
            connection.connect(server, REPLY_MILLIS);
            byte[] wire = query.toWire();
            DataOutputStream out = new DataOutputStream(connection.getOutputStream());
            out.writeShort(wire.length);
            out.write(wire);
            DataInputStream in = new DataInputStream(connection.getInputStream());
            in.readFully(new byte[in.readUnsignedShort()]);
        } catch (IOException e) {
            throw failure(query.toString(), e);
        }
    }

    private UncheckedIOException failure(String what, IOException cause) {
        return new UncheckedIOException(server + " did not answer " + what, cause);
    }

    private static Message withOpt(Message query, int version, int flags) {
        query.addRecord(new OPTRecord(UDP_BYTES, 0, version, flags), Section.ADDITIONAL);
        return query;
    }

    private static Message query(String name, String type) {
        return Message.newQuery(Record.newRecord(name(name), Type.value(type, true), DClass.IN));
    }

    private static Name name(String name) {
        try {
            return Name.fromString(name, Name.root);
        } catch (TextParseException e) {
            throw new IllegalArgumentException(name, e);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
