// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/** Reads a request and resets the connection. */
final class ResettingServer implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger requests = new AtomicInteger();

    ResettingServer() throws IOException {
        Thread thread = new Thread(this::run, "test-resetting");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (!socket.isClosed()) {
            try (var connection = socket.accept()) {
                connection.getInputStream().read(new byte[4096]);
                requests.incrementAndGet();
                connection.setSoLinger(true, 0);
            } catch (IOException e) {
                // the next connection, or the end
            }
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
