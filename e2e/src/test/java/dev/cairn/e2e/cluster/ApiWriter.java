// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.cluster;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Writes many objects to the API server, over as many connections as it has threads. Thread-safe. */
public final class ApiWriter implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int GONE = 404;

    /**
     * One request.
     *
     * @param path of the collection, or of the object
     * @param body JSON; empty for none
     */
    public record Write(String method, String path, String body) {

        /** Makes an object, given as maps and lists. */
        public static Write create(String collection, Map<String, ?> object) {
            return new Write("POST", collection, Serialization.asJson(object));
        }

        /** Replaces an object whole, given as maps and lists. */
        public static Write replace(String path, Map<String, ?> object) {
            return new Write("PUT", path, Serialization.asJson(object));
        }

        /** Deletes an object, which may be gone already. */
        public static Write delete(String path) {
            return new Write("DELETE", path, "");
        }
    }

    private final String url;
    private final String authorization;
    private final HttpClient client;
    private final ExecutorService threads;

    ApiWriter(String url, String token, Path authority, int connections) {
        this.url = url;
        this.authorization = "Bearer " + token;
        // over HTTP/1.1, where each thread has a connection of its own
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(trusting(authority))
                .connectTimeout(TIMEOUT)
                .build();
        this.threads = Executors.newFixedThreadPool(connections, task -> {
            Thread thread = new Thread(task, "api-writer");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Writes all, in any order, and returns when the last one is acknowledged; fails if one is refused. */
    public void write(List<Write> writes) {
        List<Future<?>> results = new ArrayList<>();
        for (Write write : writes) {
            results.add(threads.submit(() -> send(write)));
        }
        try {
            for (Future<?> result : results) {
                result.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a write failed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while writing", e);
        }
    }

    private void send(Write write) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + write.path))
                .timeout(TIMEOUT)
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .method(write.method, HttpRequest.BodyPublishers.ofString(write.body))
                .build();
        try {
            HttpResponse<InputStream> reply = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = reply.body()) {
                byte[] text = body.readAllBytes();
                boolean isGone = reply.statusCode() == GONE && write.method.equals("DELETE");
                if (reply.statusCode() >= 300 && !isGone) {
                    throw new IllegalStateException(write.method + " " + write.path + " is answered "
                            + reply.statusCode() + ": " + new String(text, StandardCharsets.UTF_8) + "\n"
                            + write.body);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(write.method + " " + write.path + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while writing", e);
        }
    }

    private static SSLContext trusting(Path authority) {
        try (InputStream certificate = Files.newInputStream(authority)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry(
                    "authority", CertificateFactory.getInstance("X.509").generateCertificate(certificate));
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("cannot trust " + authority, e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
