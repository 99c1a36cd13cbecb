// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.propagation;

import dev.cairn.e2e.cluster.Cluster;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** A headless Service with one endpoint, which is somewhere else after each {@link #move}. Confined to one thread. */
final class MovingService {
    static final String NAME = "moving";

    private final Cluster cluster;
    private final String namespace;
    private int moves;

    /** Makes it in a new namespace. */
    MovingService(Cluster cluster, String namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
        cluster.createNamespace(namespace);
        post("/api/v1/namespaces/" + namespace + "/services", """
                {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "%s"},
                 "spec": {"clusterIP": "None", "ports": [{"name": "http", "port": 80}]}}
                """.formatted(NAME));
        post(slicesPath(), slice(address()));
    }

    /** The name that the endpoint is found by. */
    String dnsName() {
        return NAME + "." + namespace + ".svc.cluster.local";
    }

    /** Where the endpoint will be after the next move. */
    Inet4Address next() {
        moves++;
        return address();
    }

    /** Writes that the endpoint is where {@link #next} said; returns with the API server's reply. */
    void move() {
        cluster.client().raw(slicesPath() + "/" + NAME, "PUT", slice(address()));
    }

    private void post(String path, String body) {
        cluster.client().raw(path, "POST", body);
    }

    private String slicesPath() {
        return "/apis/discovery.k8s.io/v1/namespaces/" + namespace + "/endpointslices";
    }

    private Inet4Address address() {
        int host = 256 + moves;
        byte[] octets = {10, (byte) 244, (byte) (host >> 8), (byte) host};
        try {
            return (Inet4Address) InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static String slice(Inet4Address address) {
        return """
                {"apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice",
                 "metadata": {"name": "%s", "labels": {
                   "kubernetes.io/service-name": "%s", "endpointslice.kubernetes.io/managed-by": "e2e.cairn.dev"}},
                 "addressType": "IPv4", "ports": [{"name": "http", "port": 8080}],
                 "endpoints": [{"addresses": ["%s"], "conditions": {"ready": true}}]}
                """.formatted(NAME, NAME, address.getHostAddress());
    }
}
