// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import java.io.IOException;
import java.util.UUID;

/**
 * Writes a cluster of 10,000 Services with 20 endpoints each, as an API server would, without ever holding it. The second list has
 * one Service more.
 */
final class LargeCluster {
    static final int SERVICES = 10_000;
    static final int ENDPOINTS_PER_SLICE = 20;
    static final String LAST_SERVICE = "the-last";

    private static final int NAMESPACES = 100;
    private static final int NODES = 1000;
    private static final String MANAGED_FIELDS = """
            [{"manager":"kube-controller-manager","operation":"Update","apiVersion":"v1","time":"2026-11-01T09:00:00Z",\
            "fieldsType":"FieldsV1","fieldsV1":{"f:addressType":{},"f:endpoints":{},"f:metadata":{"f:annotations":{".":{},\
            "f:endpoints.kubernetes.io/last-change-trigger-time":{}},"f:generateName":{},"f:labels":{".":{},"f:app":{},\
            "f:endpointslice.kubernetes.io/managed-by":{},"f:kubernetes.io/service-name":{}},"f:ownerReferences":{".":{},\
            "k:{\\"uid\\":\\"UID\\"}":{}}},"f:ports":{}}}]""";

    private LargeCluster() {}

    /** Answers a streaming list with everything there is. */
    static void stream(ScriptedExchange exchange, boolean isSecond) throws IOException {
        exchange.begin(200);
        int count = exchange.resource() == Resource.NAMESPACES ? NAMESPACES : SERVICES;
        for (int i = 0; i < count; i++) {
            exchange.send("{\"type\":\"ADDED\",\"object\":" + object(exchange.resource(), i) + "}\n");
        }
        if (isSecond && exchange.resource() == Resource.SERVICES) {
            exchange.send("{\"type\":\"ADDED\",\"object\":" + service(LAST_SERVICE, 0) + "}\n");
        }
        exchange.send(ScriptedApi.bookmark(1000, "\"annotations\":{\"k8s.io/initial-events-end\":\"true\"},"));
    }

    private static String object(Resource resource, int number) {
        return switch (resource) {
            case SERVICES -> service("service-" + number, number);
            case ENDPOINT_SLICES -> slice(number);
            default ->
                "{\"kind\":\"Namespace\",\"metadata\":{\"name\":\"namespace-" + number
                        + "\",\"resourceVersion\":\"1\"}}";
        };
    }

    private static String service(String name, int number) {
        return "{\"kind\":\"Service\",\"metadata\":" + metadata(name, number)
                + ",\"spec\":{\"ports\":[{\"name\":\"http\",\"protocol\":\"TCP\",\"port\":80,\"targetPort\":8080}],"
                + "\"selector\":{\"app\":\"" + name + "\"},\"clusterIP\":\"10.96." + number / 250 + "." + number % 250
                + "\",\"clusterIPs\":[\"10.96." + number / 250 + "." + number % 250 + "\"],\"type\":\"ClusterIP\","
                + "\"sessionAffinity\":\"None\",\"internalTrafficPolicy\":\"Cluster\"},\"status\":{\"loadBalancer\":{}}}";
    }

    private static String slice(int number) {
        StringBuilder json = new StringBuilder("{\"kind\":\"EndpointSlice\",\"metadata\":")
                .append(metadata("service-" + number + "-x7k2p", number))
                .append(",\"addressType\":\"IPv4\",\"endpoints\":[");
        for (int i = 0; i < ENDPOINTS_PER_SLICE; i++) {
            json.append(i == 0 ? "" : ",").append(endpoint(number, i));
        }
        return json.append("],\"ports\":[{\"name\":\"http\",\"port\":8080,\"protocol\":\"TCP\"}]}")
                .toString();
    }

    private static String endpoint(int slice, int number) {
        int pod = slice * ENDPOINTS_PER_SLICE + number;
        return "{\"addresses\":[\"10." + (128 + pod / 62_500) + "." + pod / 250 % 250 + "." + pod % 250
                + "\"],\"conditions\":{\"ready\":true,\"serving\":true,\"terminating\":false},\"targetRef\":{\"kind\":\"Pod\","
                + "\"namespace\":\"namespace-" + slice % NAMESPACES + "\",\"name\":\"service-" + slice + "-6d4cf56db6-"
                + number
                + "\",\"uid\":\"" + new UUID(slice, number) + "\"},\"nodeName\":\"node-" + pod % NODES
                + ".example.internal\",\"zone\":\"zone-" + pod % 3 + "\"}";
    }

    private static String metadata(String name, int number) {
        return "{\"name\":\"" + name + "\",\"namespace\":\"namespace-" + number % NAMESPACES + "\",\"uid\":\""
                + new UUID(number, 1) + "\",\"resourceVersion\":\"" + (100 + number % 800)
                + "\",\"generation\":3,\"creationTimestamp\":\"2026-11-01T09:00:00Z\",\"labels\":{\"app\":\"service-"
                + number
                + "\",\"endpointslice.kubernetes.io/managed-by\":\"endpointslice-controller.k8s.io\","
                + "\"kubernetes.io/service-name\":\"service-" + number + "\"},\"managedFields\":"
                + MANAGED_FIELDS.replace("UID", new UUID(number, 2).toString()) + "}";
    }
}
