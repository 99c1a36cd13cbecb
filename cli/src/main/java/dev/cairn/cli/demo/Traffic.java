// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** Callers that call one URL without pause, and what came of it. <b>Thread-safe.</b> */
final class Traffic {
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_FAILURES_KEPT = 10;

    private final HttpClient client;
    private final HttpRequest request;
    private final List<Thread> callers = new ArrayList<>();
    private final Map<String, LongAdder> callsByPod = new ConcurrentHashMap<>();
    private final LongAdder failed = new LongAdder();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean running = true;

    private Traffic(HttpClient client, URI uri) {
        this.client = client;
        this.request = HttpRequest.newBuilder(uri).timeout(CALL_TIMEOUT).build();
    }

    static Traffic start(HttpClient client, URI uri, int callers) {
        Traffic traffic = new Traffic(client, uri);
        for (int i = 0; i < callers; i++) {
            Thread caller = new Thread(traffic::callOnAndOn, "demo-caller-" + i);
            caller.setDaemon(true);
            traffic.callers.add(caller);
            caller.start();
        }
        return traffic;
    }

    private void callOnAndOn() {
        while (running) {
            try {
                HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
                if (response.statusCode() == 200) {
                    callsByPod
                            .computeIfAbsent(response.body(), pod -> new LongAdder())
                            .increment();
                } else {
                    fail("status " + response.statusCode());
                }
            } catch (IOException e) {
                fail(e.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void fail(String reason) {
        failed.increment();
        if (failures.size() < MAX_FAILURES_KEPT) {
            failures.add(reason);
        }
    }

    /** Calls that were answered, by pod. */
    Map<String, Long> callsByPod() {
        Map<String, Long> calls = new TreeMap<>();
        callsByPod.forEach((pod, count) -> calls.put(pod, count.sum()));
        return calls;
    }

    /** Calls that were answered. */
    long answered() {
        return callsByPod.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** Calls that failed. */
    long failed() {
        return failed.sum();
    }

    /** Why the first of them failed. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    /** Lets every caller finish the call it makes. */
    void stop() throws InterruptedException {
        running = false;
        for (Thread caller : callers) {
            caller.join(CALL_TIMEOUT.toMillis());
        }
    }
}
