// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.cluster;

import dev.cairn.discovery.manifests.Fixture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** A small cluster of Services, workloads and nodes that changes at random, and its manifests. */
final class RandomManifests {
    static final List<String> NAMESPACES = List.of("shop", "bank");
    private static final List<String> APPS = List.of("a", "b", "c");
    private static final List<String> TIERS = List.of("web", "db");

    final Map<String, RandomService> services = new TreeMap<>();
    final Map<String, RandomWorkload> workloads = new TreeMap<>();
    private final RandomGenerator random;
    private int nodes;

    RandomManifests(RandomGenerator random) {
        this.random = random;
        nodes = random.nextInt(3);
        for (int i = 0; i < 6; i++) {
            addService();
            addWorkload();
        }
    }

    record RandomService(
            String namespace,
            String name,
            Map<String, String> selector,
            boolean named,
            boolean dual,
            boolean published,
            boolean headless,
            boolean nodePort) {}

    record RandomWorkload(
            String namespace,
            String name,
            String kind,
            Map<String, String> labels,
            int replicas,
            int port,
            boolean ready,
            String subdomain) {}

    /** One edit, as a person would make it. */
    void edit() {
        switch (random.nextInt(9)) {
            case 0 -> addService();
            case 1 -> addWorkload();
            case 2 -> removeOne(services);
            case 3 -> removeOne(workloads);
            case 4 -> nodes = random.nextInt(3);
            default -> changeWorkload();
        }
    }

    String yaml() {
        List<String> documents = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            documents.add("{apiVersion: v1, kind: Node, metadata: {name: node-%d}}".formatted(i));
        }
        services.values().forEach(service -> documents.add(yaml(service)));
        workloads.values().forEach(workload -> documents.add(yaml(workload)));
        return String.join("\n---\n", documents);
    }

    private void addService() {
        String namespace = pick(NAMESPACES);
        String name = "s" + random.nextInt(12);
        boolean headless = random.nextInt(3) == 0;
        services.put(
                namespace + "/" + name,
                new RandomService(
                        namespace,
                        name,
                        randomSelector(),
                        random.nextBoolean(),
                        random.nextInt(4) == 0,
                        random.nextInt(4) == 0,
                        headless,
                        !headless && random.nextInt(3) == 0));
    }

    private void addWorkload() {
        String namespace = pick(NAMESPACES);
        String name = "w" + random.nextInt(12);
        workloads.put(
                namespace + "/" + name,
                new RandomWorkload(
                        namespace,
                        name,
                        pick(List.of("Deployment", "StatefulSet", "ReplicaSet")),
                        Map.of("app", pick(APPS), "tier", pick(TIERS)),
                        random.nextInt(10) == 0 ? 130 : random.nextInt(12),
                        8080 + random.nextInt(2),
                        random.nextInt(4) != 0,
                        random.nextBoolean() ? "s" + random.nextInt(12) : ""));
    }

    private void changeWorkload() {
        if (workloads.isEmpty()) {
            return;
        }
        String key = pick(List.copyOf(workloads.keySet()));
        RandomWorkload old = Fixture.get(workloads, key);
        workloads.put(
                key,
                switch (random.nextInt(4)) {
                    case 0 ->
                        new RandomWorkload(
                                old.namespace,
                                old.name,
                                old.kind,
                                old.labels,
                                random.nextInt(15),
                                old.port,
                                old.ready,
                                old.subdomain);
                    case 1 ->
                        new RandomWorkload(
                                old.namespace,
                                old.name,
                                old.kind,
                                Map.of("app", pick(APPS), "tier", pick(TIERS)),
                                old.replicas,
                                old.port,
                                old.ready,
                                old.subdomain);
                    case 2 ->
                        new RandomWorkload(
                                old.namespace,
                                old.name,
                                old.kind,
                                old.labels,
                                old.replicas,
                                8080 + random.nextInt(2),
                                old.ready,
                                old.subdomain);
                    default ->
                        new RandomWorkload(
                                old.namespace,
                                old.name,
                                old.kind,
                                old.labels,
                                old.replicas,
                                old.port,
                                !old.ready,
                                old.subdomain);
                });
    }

    private Map<String, String> randomSelector() {
        return switch (random.nextInt(3)) {
            case 0 -> Map.of("app", pick(APPS));
            case 1 -> Map.of("tier", pick(TIERS));
            default -> Map.of("app", pick(APPS), "tier", pick(TIERS));
        };
    }

    private void removeOne(Map<String, ?> objects) {
        if (!objects.isEmpty()) {
            objects.remove(pick(List.copyOf(objects.keySet())));
        }
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static String yaml(RandomService service) {
        return """
                apiVersion: v1
                kind: Service
                metadata: {name: %s, namespace: %s}
                spec:
                  selector: %s
                  ports: [{name: http, port: 80, targetPort: %s}]
                  %s
                  type: %s
                  publishNotReadyAddresses: %s
                  ipFamilyPolicy: %s""".formatted(
                        service.name,
                        service.namespace,
                        flow(service.selector),
                        service.named ? "web" : "9999",
                        service.headless ? "clusterIP: None" : "",
                        service.nodePort ? "NodePort" : "ClusterIP",
                        service.published,
                        service.dual ? "RequireDualStack" : "SingleStack");
    }

    private static String yaml(RandomWorkload workload) {
        return """
                apiVersion: apps/v1
                kind: %s
                metadata: {name: %s, namespace: %s}
                spec:
                  replicas: %d
                  serviceName: %s
                  template:
                    metadata: {labels: %s, annotations: {cairn.dev/ready: '%s'}}
                    spec: {containers: [{ports: [{name: web, containerPort: %d}]}]}""".formatted(
                        workload.kind,
                        workload.name,
                        workload.namespace,
                        workload.replicas,
                        workload.subdomain.isEmpty() ? "none" : workload.subdomain,
                        flow(workload.labels).replace("}", ", owner: " + workload.name + "}"),
                        workload.ready,
                        workload.port);
    }

    private static String flow(Map<String, String> labels) {
        return new TreeMap<>(labels).toString().replace("=", ": ");
    }
}
