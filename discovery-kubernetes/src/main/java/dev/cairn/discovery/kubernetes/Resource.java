// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import dev.cairn.discovery.Input;

/** A resource of the API that is read. */
enum Resource {
    SERVICES("", "services", Input.SERVICES),
    ENDPOINT_SLICES("discovery.k8s.io", "endpointslices", Input.ENDPOINTS),
    NAMESPACES("", "namespaces", Input.NAMESPACES),
    PODS("", "pods", Input.PODS),
    NODES("", "nodes", Input.NODES),
    SERVICE_IMPORTS("multicluster.x-k8s.io", "serviceimports", Input.SERVICES);

    private static final String LIVE_PODS = "status.phase!=Succeeded,status.phase!=Failed,status.phase!=Unknown";

    private final String group;
    private final String plural;
    private final Input input;

    Resource(String group, String plural, Input input) {
        this.group = group;
        this.plural = plural;
        this.input = input;
    }

    /** The API group, empty for the core group. */
    String group() {
        return group;
    }

    /** The name in URLs and in RBAC rules. */
    String plural() {
        return plural;
    }

    /** What of the model it fills. */
    Input input() {
        return input;
    }

    /** What leaves out objects that are of no use, so that the server does not send them; empty for none. */
    String fieldSelector() {
        return this == PODS ? LIVE_PODS : "";
    }

    /** The path of its API group and version. */
    String apiPath() {
        String version = this == SERVICE_IMPORTS ? "/v1alpha1" : "/v1";
        return group.isEmpty() ? "/api" + version : "/apis/" + group + version;
    }
}
