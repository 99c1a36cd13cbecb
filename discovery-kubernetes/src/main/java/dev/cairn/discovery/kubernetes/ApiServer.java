// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import dev.cairn.discovery.RequestListener;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One API server: sends requests with the configured credentials, and remembers what the server can do.
 *
 * <p>The HTTP client is fabric8's on top of the JDK's, made here by name: what else lies on the class path plays no part. It gets
 * its executor from here, and no retries of its own.
 */
final class ApiServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KubernetesDiscovery.class);
    private static final AtomicInteger THREADS = new AtomicInteger();
    private static final String JSON = "application/json";

    /** How requests share connections. */
    enum Connections {
        /** Each stream has a connection, whose window bounds what waits in memory: for whole clusters. */
        OWN,
        /** HTTP/2 carries all streams on one connection where the server offers it: for many small watches. */
        SHARED
    }

    private final Loop loop;
    private final Config config;
    private final boolean isHttp2Disabled;
    private final Tuning tuning;
    private final ExecutorService executor = Executors.newCachedThreadPool(ApiServer::newThread);
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock.
    private final Map<Connections, HttpClient> clients = new EnumMap<>(Connections.class);

    private final List<RequestListener> listeners = new CopyOnWriteArrayList<>();

    // Confined to the loop.
    private boolean offersStreamingLists = true;

    ApiServer(Loop loop, Config config, Tuning tuning) {
        this.loop = loop;
        this.config = config;
        this.isHttp2Disabled = config.isHttp2Disable();
        this.tuning = tuning;
    }

    private static Thread newThread(Runnable task) {
        Thread thread = new Thread(task, "discovery-http-" + THREADS.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    /** What is left to do after the end, such as closing a connection whose answer begins only then, is done elsewhere. */
    private void execute(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            ForkJoinPool.commonPool().execute(task);
        }
    }

    /** Its URL without a slash at the end. */
    String url() {
        String url = config.getMasterUrl();
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /** Whether a list may be asked for as the beginning of a watch. */
    boolean offersStreamingLists() {
        return offersStreamingLists;
    }

    /** Remembers that the server refused a streaming list or did not understand it. */
    void refusesStreamingLists() {
        offersStreamingLists = false;
    }

    /**
     * Sends a GET request.
     *
     * @param path from the server's root, with the query
     * @param lifetime no answer takes longer than this
     */
    Exchange get(String path, Connections connections, Duration lifetime, ResponseHandler handler) {
        Exchange exchange = new Exchange(loop, handler);
        // Renewing credentials reads files, runs commands and asks other servers: not on the loop.
        execute(() -> send(exchange, path, connections, lifetime));
        return exchange;
    }

    private void send(Exchange exchange, String path, Connections connections, Duration lifetime) {
        try {
            HttpClient client = client(connections);
            HttpRequest request = client.newHttpRequestBuilder()
                    .uri(url() + path)
                    .setHeader("Accept", JSON)
                    .timeout(lifetime.toMillis(), TimeUnit.MILLISECONDS)
                    .build();
            long startNanos = System.nanoTime();
            var unused = client.consumeBytes(request, exchange::bytes)
                    .whenComplete((response, failure) -> observe(response == null ? 0 : response.code(), startNanos))
                    .whenComplete(exchange::response);
        } catch (RuntimeException e) {
            exchange.response(null, e);
        }
    }

    /** Has a listener hear of each request from now on. */
    void observe(RequestListener listener) {
        listeners.add(listener);
    }

    private void observe(int status, long startNanos) {
        Duration duration = Duration.ofNanos(System.nanoTime() - startNanos);
        String host = URI.create(url()).getRawAuthority();
        for (RequestListener listener : listeners) {
            try {
                listener.onAnswer("GET", host, status, duration);
            } catch (RuntimeException e) {
                LOG.warn("a listener of requests failed", e);
            }
        }
    }

    private HttpClient client(Connections connections) {
        lock.lock();
        try {
            if (executor.isShutdown()) {
                throw new IllegalStateException("the source is closed");
            }
            return clients.computeIfAbsent(connections, this::newClient);
        } finally {
            lock.unlock();
        }
    }

    private HttpClient newClient(Connections connections) {
        // Set on the configuration itself: a copy would not know the file that its tokens are renewed from.
        config.setHttp2Disable(isHttp2Disabled || connections == Connections.OWN);
        config.setConnectionTimeout((int) tuning.connectTimeout().toMillis());
        config.setRequestRetryBackoffLimit(0);
        config.setUserAgent("cairn-discovery");
        return new ClientFactory().newBuilder(config).build();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            clients.values().forEach(HttpClient::close);
            clients.clear();
            executor.shutdownNow();
        } finally {
            lock.unlock();
        }
    }

    private final class ClientFactory extends JdkHttpClientFactory {
        @Override
        protected java.net.http.HttpClient.Builder createNewHttpClientBuilder() {
            return java.net.http.HttpClient.newBuilder().executor(ApiServer.this::execute);
        }
    }
}
