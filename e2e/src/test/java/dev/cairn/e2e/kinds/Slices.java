// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.kinds;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import java.util.Collection;

/** The slices of one Service, written by this test and by nobody else. */
final class Slices {
    private final Scene scene;
    private final String service;
    private final String portName;
    private final int port;

    /** Slices with one port. */
    Slices(Scene scene, String service, String portName, int port) {
        this.scene = scene;
        this.service = service;
        this.portName = portName;
        this.port = port;
    }

    /** Makes a slice with these endpoints, all ready, or replaces the one of this name. */
    void write(String name, Collection<String> addresses) {
        EndpointSlice slice = new EndpointSliceBuilder()
                .withNewMetadata()
                .withName(service + "-" + name)
                .withNamespace(scene.namespace())
                .addToLabels("kubernetes.io/service-name", service)
                .addToLabels("endpointslice.kubernetes.io/managed-by", "e2e.cairn.dev")
                .endMetadata()
                .withAddressType("IPv4")
                .addNewPort()
                .withName(portName)
                .withPort(port)
                .withProtocol("TCP")
                .endPort()
                .withEndpoints(addresses.stream()
                        .map(address -> new EndpointBuilder()
                                .withAddresses(address)
                                .withNewConditions()
                                .withReady(true)
                                .endConditions()
                                .build())
                        .toList())
                .build();
        scene.cluster().client().resource(slice).unlock().createOr(NonDeletingOperation::update);
    }

    /** Deletes a slice. */
    void delete(String name) {
        scene.cluster()
                .client()
                .discovery()
                .v1()
                .endpointSlices()
                .inNamespace(scene.namespace())
                .withName(service + "-" + name)
                .withGracePeriod(0)
                .delete();
    }
}
