// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.scrape;

import dev.cairn.e2e.cluster.Cluster;
import dev.cairn.e2e.cluster.Waiting;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What is in the cluster: {@code web} with a cluster IP, {@code many} without, whose answers fit no datagram, and one pod.
 *
 * @param podAddress where the pod would ask from
 */
record Scene(Path kubeconfig, String podAddress) {
    static final String NAMESPACE = "scrape";
    static final String CLUSTER_IP = "10.96.77.7";

    private static final int ENDPOINTS = 200;
    private static final int SECONDS = 30;
    private static final String OBJECTS = """
            apiVersion: v1
            kind: Namespace
            metadata: { name: scrape }
            ---
            apiVersion: v1
            kind: Service
            metadata: { name: web, namespace: scrape }
            spec:
              clusterIP: 10.96.77.7
              ports: [{ name: http, port: 80 }]
            ---
            apiVersion: v1
            kind: Service
            metadata: { name: many, namespace: scrape }
            spec:
              clusterIP: None
              ports: [{ name: http, port: 80 }]
            ---
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata:
              name: many-1
              namespace: scrape
              labels: { kubernetes.io/service-name: many }
            addressType: IPv4
            ports: [{ name: http, port: 80 }]
            endpoints: [%s]
            ---
            apiVersion: v1
            kind: Pod
            metadata: { name: client, namespace: scrape, labels: { app: client } }
            spec:
              containers: [{ name: client, image: client }]
            """;

    static Scene make(Cluster cluster, Path file) throws IOException {
        String endpoints = IntStream.rangeClosed(1, ENDPOINTS)
                .mapToObj(i -> "{ addresses: [10.244.77." + i + "] }")
                .collect(Collectors.joining(", "));
        Files.writeString(file, OBJECTS.formatted(endpoints));
        cluster.kubectl("apply", "--filename", file.toString());
        Waiting.until(
                "the pod has an address", SECONDS, () -> !addresses(cluster).isEmpty());
        return new Scene(cluster.dnsServerKubeconfig(), addresses(cluster).get(0));
    }

    private static List<String> addresses(Cluster cluster) {
        return cluster.client().pods().inNamespace(NAMESPACE).list().getItems().stream()
                .map(Pod::getStatus)
                .filter(status -> "Running".equals(status.getPhase()) && status.getPodIP() != null)
                .map(status -> status.getPodIP())
                .toList();
    }
}
