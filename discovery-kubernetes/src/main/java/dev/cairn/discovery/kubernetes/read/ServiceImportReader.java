// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes.read;

import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceBuilder;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServicePort;
import java.util.List;
import java.util.Objects;
import tools.jackson.core.JsonParser;

/** Reads a ServiceImport ({@code multicluster.x-k8s.io/v1alpha1}, KEP-1645) as the Service that it stands for. */
public final class ServiceImportReader implements ObjectReader<Service> {
    private final Interner interner;
    private boolean isHeadless;
    private List<IpAddress> addresses = List.of();
    private List<ServicePort> ports = List.of();

    /** A reader. */
    public ServiceImportReader(Interner interner) {
        this.interner = Objects.requireNonNull(interner, "interner");
    }

    @Override
    public void begin() {
        isHeadless = false;
        addresses = List.of();
        ports = List.of();
    }

    @Override
    public void field(String name, JsonParser parser) {
        if (!name.equals("spec")) {
            return;
        }
        for (String field = Json.firstField(parser); field != null; field = Json.nextField(parser)) {
            switch (field) {
                case "type" -> isHeadless = Json.text(parser).equals("Headless");
                case "ips" -> addresses = Addresses.readTexts(parser);
                case "ports" -> ports = Ports.readServicePorts(parser, interner);
                default -> {}
            }
        }
    }

    @Override
    public Service end(Metadata metadata) {
        ServiceBuilder service = Service.builder(ServiceName.of(metadata.namespace(), metadata.name()))
                .ports(ports);
        return isHeadless
                ? service.headless().build()
                : service.clusterIps(addresses).build();
    }
}
