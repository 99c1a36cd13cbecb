// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.transport;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;

/** A client with one connection. */
public final class TcpClient implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 5000;

    private final Socket socket = new Socket();
    private final DataInputStream in;

    /** Connects. */
    public TcpClient(InetSocketAddress server) throws IOException {
        this(server, 0);
    }

    /** Connects with a receive buffer of a size, 0 for the system's choice. */
    public TcpClient(InetSocketAddress server, int receiveBufferBytes) throws IOException {
        if (receiveBufferBytes > 0) {
            socket.setReceiveBufferSize(receiveBufferBytes);
        }
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(server, TIMEOUT_MILLIS);
        in = new DataInputStream(socket.getInputStream());
    }

    /** Sends octets as they are, in one segment if they fit. */
    public void send(byte... octets) throws IOException {
        socket.getOutputStream().write(octets);
    }

    /** The octets of the next message. */
    public byte[] receive() throws IOException {
        return in.readNBytes(in.readUnsignedShort());
    }

    /** The octets that come with the next read. */
    public int receiveOnce(byte[] target) throws IOException {
        return in.read(target);
    }

    /** Sends one message and waits for the reply. */
    public byte[] ask(byte[] request) throws IOException {
        send(Questions.stream(request));
        return receive();
    }

    /** Says that no more will be sent. */
    public void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Whether the server has ended the connection; waits for it at most some seconds. */
    public boolean isEnded() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
