// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.cluster;

import io.fabric8.kubernetes.api.model.ContainerPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The servers of one pod: each serves one connection after another's accept on threads of its own. <b>Thread-safe.</b> */
final class PodServers implements Containers {
    /** Of a pod whose containers do not run. */
    static final PodServers NONE = new PodServers("", "");

    private static final Logger LOG = LoggerFactory.getLogger(PodServers.class);
    private static final int BACKLOG = 128;
    private static final long DRAIN_MILLIS = 500;
    private static final String ECHO = "echo";
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "pod");
        thread.setDaemon(true);
        return thread;
    });

    private final String pod;
    private final String version;
    private final List<ServerSocket> listeners = new ArrayList<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean isDraining;

    private PodServers(String pod, String version) {
        this.pod = pod;
        this.version = version;
    }

    static PodServers start(String pod, String version, List<String> addresses, List<ContainerPort> ports) {
        PodServers servers = new PodServers(pod, version);
        for (ContainerPort port : ports) {
            if ("UDP".equals(port.getProtocol())) {
                continue;
            }
            for (String address : addresses) {
                servers.listen(address, port);
            }
        }
        return servers;
    }

    private void listen(String address, ContainerPort port) {
        try {
            ServerSocket listener = new ServerSocket();
            listener.setReuseAddress(true);
            listener.bind(new InetSocketAddress(InetAddress.getByName(address), port.getContainerPort()), BACKLOG);
            listeners.add(listener);
            boolean isEcho = ECHO.equals(port.getName());
            THREADS.execute(() -> accept(listener, isEcho));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + address + " port " + port.getContainerPort(), e);
        }
    }

    private void accept(ServerSocket listener, boolean isEcho) {
        while (!listener.isClosed()) {
            try {
                Socket connection = listener.accept();
                connections.add(connection);
                THREADS.execute(() -> serve(connection, isEcho));
            } catch (IOException e) {
                // Closed: the pod ends.
                return;
            }
        }
    }

    private void serve(Socket connection, boolean isEcho) {
        try (connection) {
            connection.setTcpNoDelay(true);
            if (isEcho) {
                connection.getInputStream().transferTo(connection.getOutputStream());
            } else {
                new HttpConversation(connection, pod, version).run(() -> isDraining);
            }
        } catch (IOException e) {
            // The client went away, or the pod ended.
        } finally {
            connections.remove(connection);
        }
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public long drainMillis() {
        return DRAIN_MILLIS;
    }

    /** No new connections, and what was asked is answered. */
    @Override
    public void close() {
        isDraining = true;
        closeListeners();
        // Idle connections: the other side sees the end of the stream once it has read all that was sent.
        for (Socket connection : connections) {
            quietly(connection::shutdownInput);
        }
    }

    /** Connections are reset. */
    @Override
    public void kill() {
        closeListeners();
        for (Socket connection : connections) {
            quietly(() -> {
                connection.setSoLinger(true, 0);
                connection.close();
            });
        }
    }

    private void closeListeners() {
        listeners.forEach(listener -> quietly(listener::close));
    }

    /** What is closed already needs no closing. */
    private static void quietly(SocketAction action) {
        try {
            action.run();
        } catch (IOException e) {
            LOG.debug("a socket of a pod is gone already", e);
        }
    }

    private interface SocketAction {
        void run() throws IOException;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
