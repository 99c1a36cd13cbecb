// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.calls;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Calls one URL without pause, from a few threads at a bounded rate. <b>Thread-safe.</b> */
final class Traffic implements AutoCloseable {
    private static final int THREADS = 4;
    private static final long PAUSE_MILLIS = 8;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final HttpClient client;
    private final HttpRequest request;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS, Traffic::thread);

    // guarded by this
    private final Set<String> pods = new HashSet<>();
    private int calls;
    private int failed;
    private long longestNanos;
    private String failure = "";

    private Traffic(HttpClient client, String url) {
        this.client = client;
        this.request = HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT).build();
    }

    /** Begins to call. */
    static Traffic start(HttpClient client, String url) {
        Traffic traffic = new Traffic(client, url);
        for (int i = 0; i < THREADS; i++) {
            var unused = traffic.threads.scheduleWithFixedDelay(traffic::call, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
        return traffic;
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "traffic");
        thread.setDaemon(true);
        return thread;
    }

    private void call() {
        long startNanos = System.nanoTime();
        try {
            HttpResponse<String> reply = client.send(request, BodyHandlers.ofString());
            if (reply.statusCode() == 200) {
                answered(reply.body().strip(), startNanos);
            } else {
                failed("status " + reply.statusCode(), startNanos);
            }
        } catch (IOException | RuntimeException e) {
            failed(e.toString(), startNanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the traffic ends
        }
    }

    private synchronized void answered(String pod, long startNanos) {
        pods.add(pod);
        ended(startNanos);
    }

    private synchronized void failed(String reason, long startNanos) {
        failed++;
        failure = failure.isEmpty() ? reason : failure;
        ended(startNanos);
    }

    private synchronized void ended(long startNanos) {
        calls++;
        longestNanos = Math.max(longestNanos, System.nanoTime() - startNanos);
    }

    /** What was seen since it was asked last. */
    synchronized Tally take() {
        Tally tally = new Tally(calls, failed, TimeUnit.NANOSECONDS.toMillis(longestNanos), pods.size(), failure);
        pods.clear();
        calls = 0;
        failed = 0;
        longestNanos = 0;
        failure = "";
        return tally;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
