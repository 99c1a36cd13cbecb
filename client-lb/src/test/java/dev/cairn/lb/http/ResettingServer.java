// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Loses connections: at the first request, or at the second one of each. */
final class ResettingServer implements AutoCloseable {
    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger requests = new AtomicInteger();

    private final boolean answersFirst;

    /** Reads a request and resets the connection. */
    ResettingServer() throws IOException {
        this(false);
    }

    private ResettingServer(boolean answersFirst) throws IOException {
        this.answersFirst = answersFirst;
        Thread thread = new Thread(this::run, "test-resetting");
        thread.setDaemon(true);
        thread.start();
    }

    /** Answers the first request of each connection, and closes the connection when a second one comes. */
    static ResettingServer answeringOnce() throws IOException {
        return new ResettingServer(true);
    }

    private void run() {
        while (!socket.isClosed()) {
            try (var connection = socket.accept()) {
                read(connection);
                if (answersFirst) {
                    connection.getOutputStream().write(ANSWER);
                    read(connection);
                    continue;
                }
                connection.setSoLinger(true, 0);
            } catch (IOException e) {
                // the next connection, or the end
            }
        }
    }

    private void read(Socket connection) throws IOException {
        if (connection.getInputStream().read(new byte[4096]) > 0) {
            requests.incrementAndGet();
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    int requests() {
        return requests.get();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
