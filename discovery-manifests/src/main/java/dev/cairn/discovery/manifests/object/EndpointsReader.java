// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.object;

import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.EndpointPort;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.manifests.object.EndpointsManifest.Subset;
import dev.cairn.discovery.manifests.yaml.YamlMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads endpoints that are written by hand: EndpointSlices and Endpoints. */
final class EndpointsReader {
    private static final Logger LOG = LoggerFactory.getLogger(EndpointsReader.class);
    private static final String SERVICE_LABEL = "kubernetes.io/service-name";
    private static final String MANAGER_LABEL = "endpointslice.kubernetes.io/managed-by";
    private static final String SKIP_MIRROR_LABEL = "endpointslice.kubernetes.io/skip-mirror";
    private static final String LEADER_ANNOTATION = "control-plane.alpha.kubernetes.io/leader";

    private EndpointsReader() {}

    /** A slice; null when its addresses are names, which nothing reads, or it belongs to no Service. */
    static @Nullable EndpointSliceManifest slice(Meta meta, YamlMap object) {
        String type = object.word("addressType", List.of("IPv4", "IPv6", "FQDN"), "");
        if (!object.has("addressType")) {
            object.error("addressType", "is missing");
        }
        if (type.isEmpty() || type.equals("FQDN")) {
            LOG.debug("{}: skipped, {} has no IP addresses", meta.place(), meta);
            return null;
        }
        AddressFamily family = type.equals("IPv4") ? AddressFamily.IPV4 : AddressFamily.IPV6;
        List<Endpoint> endpoints = new ArrayList<>();
        for (YamlMap endpoint : object.maps("endpoints")) {
            sliceEndpoint(endpoint, family).ifPresent(endpoints::add);
        }
        String serviceName = meta.labels().getOrDefault(SERVICE_LABEL, "");
        if (!Names.isLabel(serviceName)) {
            object.map("metadata")
                    .warning("labels", "name no Service by " + SERVICE_LABEL + ", so the slice is not used");
            return null;
        }
        return new EndpointSliceManifest(
                meta,
                serviceName,
                meta.labels().getOrDefault(MANAGER_LABEL, ""),
                EndpointGroup.of(meta.name(), family, ports(object), endpoints));
    }

    static EndpointsManifest endpoints(Meta meta, YamlMap object) {
        List<Subset> subsets = new ArrayList<>();
        for (YamlMap subset : object.maps("subsets")) {
            List<Endpoint> endpoints = new ArrayList<>();
            subset.maps("addresses")
                    .forEach(address -> subsetEndpoint(address, true).ifPresent(endpoints::add));
            subset.maps("notReadyAddresses")
                    .forEach(address -> subsetEndpoint(address, false).ifPresent(endpoints::add));
            subsets.add(new Subset(ports(subset), endpoints));
        }
        boolean isMirrored = !"true".equals(meta.labels().get(SKIP_MIRROR_LABEL))
                && !meta.annotations().containsKey(LEADER_ANNOTATION);
        return new EndpointsManifest(meta, isMirrored, subsets);
    }

    private static List<EndpointPort> ports(YamlMap object) {
        List<EndpointPort> ports = new ArrayList<>();
        for (YamlMap port : object.maps("ports")) {
            if (!port.has("port")) {
                port.error("port", "is missing");
            }
            ports.add(new EndpointPort(
                    port.text("name"),
                    PodReader.protocol(port),
                    port.number("port", 1, 65_535, 1),
                    port.text("appProtocol")));
        }
        return ports;
    }

    // Of several addresses only the first counts: the others have no meaning for those who read slices.
    private static Optional<Endpoint> sliceEndpoint(YamlMap endpoint, AddressFamily family) {
        List<IpAddress> addresses = Addresses.readAll(endpoint, "addresses");
        if (!endpoint.has("addresses")) {
            endpoint.error("addresses", "is missing");
        }
        if (addresses.isEmpty()) {
            return Optional.empty();
        }
        if (addresses.get(0).family() != family) {
            endpoint.error("addresses", "must be of the slice's addressType, was " + addresses.get(0));
            return Optional.empty();
        }
        YamlMap conditions = endpoint.map("conditions");
        boolean isReady = conditions.flag("ready", true);
        YamlMap hints = endpoint.map("hints");
        return Optional.of(described(Endpoint.builder(addresses.get(0)), endpoint)
                .conditions(isReady, conditions.flag("serving", isReady), conditions.flag("terminating", false))
                .zone(endpoint.text("zone"))
                .zoneHints(names(hints.maps("forZones")))
                .nodeHints(names(hints.maps("forNodes")))
                .build());
    }

    private static Optional<Endpoint> subsetEndpoint(YamlMap address, boolean isReady) {
        return Addresses.read(address, "ip")
                .map(ip ->
                        described(Endpoint.builder(ip), address).ready(isReady).build());
    }

    private static Endpoint.Builder described(Endpoint.Builder builder, YamlMap endpoint) {
        String hostname = endpoint.text("hostname");
        if (!hostname.isEmpty() && !Names.isLabel(hostname)) {
            endpoint.error("hostname", Names.LABEL_RULE);
        }
        YamlMap target = endpoint.map("targetRef");
        if (target.text("kind").equals("Pod")) {
            builder.pod(target.text("name"), target.text("uid"));
        }
        return builder.hostname(hostname).nodeName(endpoint.text("nodeName"));
    }

    private static List<String> names(List<YamlMap> hints) {
        return hints.stream().map(hint -> hint.text("name")).toList();
    }
}
