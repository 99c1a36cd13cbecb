// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.faults;

import dev.cairn.e2e.cluster.FreePorts;
import dev.cairn.e2e.cluster.Net;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A way to the API server that can be disturbed: carries octets between TCP connections on both sides. <b>Thread-safe.</b> */
final class Relay implements AutoCloseable {
    private static final int BUFFER_BYTES = 65_536;

    private final int port = FreePorts.next();
    private final int target;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private volatile @Nullable ServerSocket listening;

    private Relay(int target) {
        this.target = target;
    }

    /** A relay to the port of this URL; it is open. */
    static Relay to(String url) {
        Relay relay = new Relay(URI.create(url).getPort());
        relay.open();
        return relay;
    }

    /** What to use in place of the API server's URL. */
    String url() {
        return "https://" + Net.NODE + ":" + port;
    }

    /** Takes connections from now on. */
    void open() {
        try {
            ServerSocket socket = new ServerSocket(port, 50, InetAddress.getByName(Net.NODE));
            listening = socket;
            start("relay", () -> accept(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Refuses connections from now on, and ends those there are. */
    void shut() {
        close(listening);
        cut();
    }

    /** Ends all connections; new ones are taken. */
    void cut() {
        links.forEach(Link::end);
    }

    /** Carries nothing more over the connections there are, which stay open; new ones work. */
    void hush() {
        links.forEach(link -> link.isHushed = true);
    }

    @Override
    public void close() {
        shut();
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                start("relay-link", () -> link(client, socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void link(Socket client, ServerSocket acceptor) {
        try {
            Link link = new Link(client, new Socket(Net.NODE, target));
            links.add(link);
            if (acceptor.isClosed()) {
                link.end(); // shut while it was being made
            }
            start("relay-link", () -> link.carry(link.server, link.client));
            link.carry(link.client, link.server);
            links.remove(link);
        } catch (IOException e) {
            close(client); // the API server is not there
        }
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(@Nullable AutoCloseable socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException("cannot close " + socket, e);
        }
    }

    private static final class Link {
        private final Socket client;
        private final Socket server;
        private volatile boolean isHushed;

        private Link(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        private void carry(Socket from, Socket to) {
            byte[] buffer = new byte[BUFFER_BYTES];
            try (InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    if (!isHushed) {
                        out.write(buffer, 0, read);
                    }
                }
            } catch (IOException e) {
                end();
            }
        }

        private void end() {
            close(client);
            close(server);
        }
    }
}
