// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes.read;

import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.EndpointPort;
import dev.cairn.discovery.ServiceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * Reads an EndpointSlice ({@code discovery.k8s.io/v1}). One without the label of a Service, or of names instead of addresses, stands
 * for nothing in the model.
 */
public final class SliceReader implements ObjectReader<Slice> {
    /** The label that names the Service which a slice belongs to. */
    public static final String SERVICE_LABEL = "kubernetes.io/service-name";

    private final Interner interner;
    private final EndpointReader endpointReader;

    private final List<Endpoint> endpoints = new ArrayList<>();
    private List<EndpointPort> ports = List.of();
    private String addressType = "";

    /** A reader; with {@code podReferences} endpoints carry the name and uid of their pod. */
    public SliceReader(Interner interner, boolean podReferences) {
        this.interner = Objects.requireNonNull(interner, "interner");
        this.endpointReader = new EndpointReader(interner, podReferences);
    }

    @Override
    public void begin() {
        endpoints.clear();
        ports = List.of();
        addressType = "";
    }

    @Override
    public void field(String name, JsonParser parser) {
        switch (name) {
            case "addressType" -> addressType = Json.text(parser);
            case "ports" -> ports = Ports.readEndpointPorts(parser, interner);
            case "endpoints" -> {
                for (boolean more = Json.firstElement(parser); more; more = Json.nextElement(parser)) {
                    endpointReader.read(parser).ifPresent(endpoints::add);
                }
            }
            default -> {}
        }
    }

    @Override
    public @Nullable Slice end(Metadata metadata) {
        String service = metadata.labels().getOrDefault(SERVICE_LABEL, "");
        AddressFamily family = switch (addressType) {
            case "IPv4" -> AddressFamily.IPV4;
            case "IPv6" -> AddressFamily.IPV6;
            default -> null;
        };
        if (service.isEmpty() || family == null) {
            return null;
        }
        endpoints.removeIf(endpoint -> endpoint.address().family() != family);
        return new Slice(
                ServiceName.of(metadata.namespace(), service),
                EndpointGroup.of(metadata.name(), family, ports, endpoints));
    }
}
