// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.memory;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Services of one slice each, written as a control plane would, without pods. One in ten is headless. Endpoints say what those of
 * pods say: node, zone, pod.
 */
final class LargeWorld {
    static final int SERVICES = 10_000;
    static final int ENDPOINTS = 20;

    private static final int WRITERS = 16;
    private static final int NAMESPACES = 20;
    private static final int NODES = 500;
    private static final int ZONES = 3;
    private static final int HEADLESS_IN = 10;

    private final KubernetesClient client;

    private LargeWorld(KubernetesClient client) {
        this.client = client;
    }

    /** Writes all of it. */
    static LargeWorld write(KubernetesClient client) {
        LargeWorld world = new LargeWorld(client);
        for (int i = 0; i < NAMESPACES; i++) {
            client.raw("/api/v1/namespaces", "POST", "{\"metadata\": {\"name\": \"" + namespace(i) + "\"}}");
        }
        AtomicInteger next = new AtomicInteger();
        inParallel(() -> {
            for (int i = next.getAndIncrement(); i < SERVICES; i = next.getAndIncrement()) {
                client.raw("/api/v1/namespaces/" + namespace(i) + "/services", "POST", service(i));
                client.raw(slicesPath(i), "POST", slice(i, -1));
            }
        });
        return world;
    }

    /** Changes endpoints as fast as the API server takes it; how many changes there were. */
    int change(Duration time, long seed) {
        long endNanos = System.nanoTime() + time.toNanos();
        SplittableRandom seeds = new SplittableRandom(seed);
        AtomicInteger changes = new AtomicInteger();
        inParallel(() -> {
            SplittableRandom random;
            synchronized (seeds) {
                random = seeds.split();
            }
            while (System.nanoTime() - endNanos < 0) {
                change(random.nextInt(SERVICES), random.nextInt(ENDPOINTS));
                changes.incrementAndGet();
            }
        });
        return changes.get();
    }

    /** Writes that this endpoint of a Service, and no other one, is not ready; its address. */
    String change(int service, int notReady) {
        client.raw(slicesPath(service) + "/" + sliceName(service), "PUT", slice(service, notReady));
        return address(service, notReady);
    }

    /** The last headless Service in the order of names, by which lists are sorted. */
    static int lastHeadless() {
        return IntStream.range(0, SERVICES)
                .filter(LargeWorld::isHeadless)
                .boxed()
                .max((a, b) -> (namespace(a) + "/" + name(a)).compareTo(namespace(b) + "/" + name(b)))
                .orElseThrow();
    }

    static String dnsName(int service) {
        return name(service) + "." + namespace(service) + ".svc.cluster.local";
    }

    private static boolean isHeadless(int service) {
        return service % HEADLESS_IN == HEADLESS_IN - 1;
    }

    private static String name(int service) {
        return "svc-" + service;
    }

    private static String namespace(int service) {
        return "ns-" + service % NAMESPACES;
    }

    private static String sliceName(int service) {
        return name(service) + "-x7f2k";
    }

    private static String slicesPath(int service) {
        return "/apis/discovery.k8s.io/v1/namespaces/" + namespace(service) + "/endpointslices";
    }

    private static String address(int service, int endpoint) {
        int number = service * ENDPOINTS + endpoint;
        return "10." + (128 + (number >> 16)) + "." + (number >> 8 & 0xFF) + "." + (number & 0xFF);
    }

    private static String service(int i) {
        return """
                {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "%s", "labels": {"app": "%s"}},
                 "spec": {%s "ports": [{"name": "http", "port": 80, "targetPort": 8080}]}}
                """.formatted(name(i), name(i), isHeadless(i) ? "\"clusterIP\": \"None\"," : "");
    }

    private static String slice(int service, int notReady) {
        Stream<String> endpoints = IntStream.range(0, ENDPOINTS).mapToObj(i -> endpoint(service, i, i != notReady));
        return """
                {"apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice",
                 "metadata": {"name": "%s", "labels": {
                   "kubernetes.io/service-name": "%s", "endpointslice.kubernetes.io/managed-by": "e2e.cairn.dev"}},
                 "addressType": "IPv4", "ports": [{"name": "http", "port": 8080}],
                 "endpoints": [%s]}
                """.formatted(sliceName(service), name(service), String.join(",", endpoints.toList()));
    }

    private static String endpoint(int service, int i, boolean isReady) {
        int number = service * ENDPOINTS + i;
        return """
                {"addresses": ["%s"], "conditions": {"ready": %s, "serving": true, "terminating": false},
                 "nodeName": "node-%d", "zone": "zone-%d",
                 "targetRef": {"kind": "Pod", "namespace": "%s", "name": "%s-6b7f9c8d5-%05x", "uid": "%s"}}
                """.formatted(
                        address(service, i),
                        isReady,
                        number % NODES,
                        number % ZONES,
                        namespace(service),
                        name(service),
                        number,
                        new UUID(number, service));
    }

    private static void inParallel(Runnable work) {
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        try {
            CompletableFuture<?>[] all = IntStream.range(0, WRITERS)
                    .mapToObj(i -> CompletableFuture.runAsync(work, writers))
                    .toArray(CompletableFuture<?>[]::new);
            CompletableFuture.allOf(all).join();
        } finally {
            writers.shutdownNow();
        }
    }
}
