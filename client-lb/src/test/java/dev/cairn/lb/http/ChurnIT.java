// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.lb.Balancers;
import dev.cairn.lb.Shop;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ChurnIT {
    private static final long SEED = 20261123;
    private static final int CALLERS = 4;
    private static final int CHANGES = 60;

    private final InMemoryDiscovery discovery = new InMemoryDiscovery("memory");
    private final List<Backend> running = new ArrayList<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final Set<String> answeredBy = ConcurrentHashMap.newKeySet();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();
    private int started;

    @Test
    void noCallFailsWhilePodsAreKilledAndAdded() throws Exception {
        for (int i = 0; i < 5; i++) {
            add();
        }
        discovery.synced();
        try (Balancers balancers = Balancers.builder()
                        .source("k8s", discovery)
                        .namespace("shop")
                        .build();
                CairnHttpClient client = CairnHttpClient.builder(HttpClient::newBuilder)
                        .balancers(balancers)
                        .build()) {
            List<Thread> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                Thread caller = new Thread(() -> call(client), "test-caller-" + i);
                caller.start();
                callers.add(caller);
            }
            Random random = new Random(SEED);
            for (int i = 0; i < CHANGES; i++) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(30));
                change(random);
            }
            over.set(true);
            for (Thread caller : callers) {
                caller.join();
            }
        } finally {
            running.forEach(Backend::close);
            discovery.close();
        }
        assertThat(failures).as("seed %s, %s calls", SEED, calls).isEmpty();
        assertThat(calls.get()).isGreaterThan(200);
        assertThat(answeredBy).as("pods that came later answered too").hasSizeGreaterThan(10);
    }

    /** Kills a pod before discovery says so, as a crash does, or adds one. */
    private void change(Random random) {
        if (running.size() > 3 && random.nextBoolean()) {
            running.remove(random.nextInt(running.size())).close();
            publish();
        } else if (running.size() < 8) {
            add();
        }
    }

    private void add() {
        running.add(new Backend("pod-" + started++));
        publish();
    }

    private void publish() {
        discovery.put(Shop.SERVICE, running.stream().map(Backend::group).toList());
    }

    private void call(HttpClient client) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://orders.shop/cart")).build();
        while (!over.get()) {
            try {
                answeredBy.add(client.send(request, ofString()).body());
                calls.incrementAndGet();
            } catch (Exception e) {
                failures.add(e);
            }
        }
    }
}
