// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes.read;

import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.EndpointPort;
import dev.cairn.discovery.ServiceName;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * Reads an EndpointSlice ({@code discovery.k8s.io/v1}). One without the label of a Service, or of names instead of addresses, stands
 * for nothing in the model.
 */
public final class SliceReader implements ObjectReader<Slice> {
    /** The label that names the Service which a slice belongs to. */
    public static final String SERVICE_LABEL = "kubernetes.io/service-name";

    /** The label that names the ServiceImport which an imported slice belongs to. */
    public static final String IMPORT_LABEL = "multicluster.kubernetes.io/service-name";

    private static final String CLUSTER_LABEL = "multicluster.kubernetes.io/source-cluster";
    private static final Pattern CLUSTER_ID = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?"); // RFC 1123 §2.1

    private final Interner interner;
    private final String serviceLabel;
    private final EndpointReader endpointReader;

    private final List<Endpoint> endpoints = new ArrayList<>();
    private List<EndpointPort> ports = List.of();
    private String addressType = "";

    /** A reader; with {@code podReferences} endpoints carry the name and uid of their pod. */
    public SliceReader(Interner interner, boolean podReferences) {
        this(interner, podReferences, SERVICE_LABEL);
    }

    /** A reader of imported slices, which know the cluster that they come from. */
    public static SliceReader ofImports(Interner interner, boolean podReferences) {
        return new SliceReader(interner, podReferences, IMPORT_LABEL);
    }

    private SliceReader(Interner interner, boolean podReferences, String serviceLabel) {
        this.serviceLabel = serviceLabel;
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
        String service = metadata.labels().getOrDefault(serviceLabel, "");
        AddressFamily family = switch (addressType) {
            case "IPv4" -> AddressFamily.IPV4;
            case "IPv6" -> AddressFamily.IPV6;
            default -> null;
        };
        if (service.isEmpty() || family == null) {
            return null;
        }
        endpoints.removeIf(endpoint -> endpoint.address().family() != family);
        EndpointGroup group = EndpointGroup.of(metadata.name(), family, ports, endpoints);
        if (serviceLabel.equals(IMPORT_LABEL)) {
            String cluster = metadata.labels().getOrDefault(CLUSTER_LABEL, "");
            if (!CLUSTER_ID.matcher(cluster).matches()) {
                return null; // its endpoints have no names
            }
            group = group.importedFrom(interner.intern(cluster));
        }
        return new Slice(ServiceName.of(metadata.namespace(), service), triggered(group, metadata.lastChangeTrigger()));
    }

    /** What is no time is passed over: it only says how long the change took. */
    private static EndpointGroup triggered(EndpointGroup group, String time) {
        if (time.isEmpty()) {
            return group;
        }
        try {
            return group.changeTriggeredAt(OffsetDateTime.parse(time).toInstant());
        } catch (DateTimeParseException e) {
            return group;
        }
    }
}
