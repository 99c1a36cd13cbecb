// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.swap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.xbill.DNS.Message;

/** A client that sends each question once, always from the same port, and waits for its answer. <b>Confined to</b> one thread. */
final class Datagrams implements AutoCloseable {
    private static final int WAIT_MILLIS = 2000;
    private static final int MAX_OCTETS = 65_535;

    private final DatagramSocket socket;

    private Datagrams(DatagramSocket socket) {
        this.socket = socket;
    }

    static Datagrams to(InetSocketAddress server) {
        try {
            DatagramSocket socket = new DatagramSocket();
            socket.connect(server);
            socket.setSoTimeout(WAIT_MILLIS);
            return new Datagrams(socket);
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The answer's addresses, or {@value Asker#NOTHING}. */
    String ask(Known known) {
        Message question = Wire.question(known);
        byte[] octets = question.toWire();
        try {
            socket.send(new DatagramPacket(octets, octets.length));
            DatagramPacket reply = new DatagramPacket(new byte[MAX_OCTETS], MAX_OCTETS);
            while (true) {
                socket.receive(reply);
                Message answer = Wire.message(reply.getData(), reply.getLength());
                // a late answer to an earlier question is none to this
                if (answer.getHeader().getID() == question.getHeader().getID()) {
                    return Wire.said(answer);
                }
            }
        } catch (SocketTimeoutException e) {
            return Asker.NOTHING;
        } catch (IOException e) {
            // the port is closed over there
            return Asker.NOTHING;
        }
    }

    /** The same from a port of its own for each question. */
    static String askFromNewPort(InetSocketAddress server, Known known) {
        try (Datagrams datagrams = to(server)) {
            return datagrams.ask(known);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
