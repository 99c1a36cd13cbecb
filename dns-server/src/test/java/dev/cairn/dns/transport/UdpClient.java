// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.transport;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Arrays;

/** A client with one socket that tells which address each reply came from. */
public final class UdpClient implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 5000;

    private final DatagramSocket socket;
    private final InetSocketAddress server;

    /** A reply. */
    @SuppressWarnings("ArrayRecordComponent") // only looked at
    public record Reply(InetSocketAddress from, byte[] bytes) {}

    /** A client on any port of an address. */
    public UdpClient(InetAddress local, InetSocketAddress server) throws IOException {
        this.socket = new DatagramSocket(0, local);
        this.server = server;
        socket.setSoTimeout(TIMEOUT_MILLIS);
    }

    /** A client on the loopback address of the server's family. */
    public UdpClient(InetSocketAddress server) throws IOException {
        this(server.getAddress(), server);
    }

    /** Sends and doesn't wait. */
    public void send(byte[] request) throws IOException {
        socket.send(new DatagramPacket(request, request.length, server));
    }

    /** The next reply. */
    public Reply receive() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
        socket.receive(packet);
        return new Reply(
                (InetSocketAddress) packet.getSocketAddress(), Arrays.copyOf(packet.getData(), packet.getLength()));
    }

    /** Sends and waits for the reply. */
    public Reply ask(byte[] request) throws IOException {
        send(request);
        return receive();
    }

    /** Whether nothing comes within some milliseconds. */
    public boolean hearsNothing(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            receive();
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } finally {
            socket.setSoTimeout(TIMEOUT_MILLIS);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
