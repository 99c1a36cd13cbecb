// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.kubernetes;

import dev.cairn.discovery.Input;
import dev.cairn.discovery.LabelSelector;
import dev.cairn.discovery.Selection;
import dev.cairn.dns.cluster.ClusterZone;
import dev.cairn.dns.cluster.ModelOptions;
import dev.cairn.dns.cluster.PodMode;
import dev.cairn.dns.cluster.ZoneOptions;
import dev.cairn.dns.config.Directive;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.config.ServerBlock;
import dev.cairn.dns.config.Zones;
import dev.cairn.dns.wire.DomainName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The directive {@code kubernetes [ZONES]} with its options.
 *
 * <p><b>Immutable.</b>
 *
 * @param zones all zones, in the order of the directive, reverse zones among them
 * @param pods what pod names mean
 * @param endpointPodNames whether an endpoint without host name is named after its pod
 * @param ttlSeconds 0 to 3600
 * @param namespaces the namespaces that exist here; empty for all
 * @param noEndpoints whether endpoints are not read at all
 * @param ignoreEmptyServices whether a Service with cluster IPs but no ready endpoint does not exist
 * @param fallthroughZones where a name that does not exist is passed on; empty for nowhere
 * @param startupTimeout how long to wait for the first sync before serving without
 * @param silenceTimeout how long a watch of the API server may be silent before it is begun anew; empty for the source's default
 * @param kubeconfig how to reach the API server; empty for the usual ways
 * @param endpoint how to reach it where no kubeconfig says so; empty for the usual ways
 * @param labels which Services, slices and pods exist here
 * @param namespaceLabels which namespaces exist here
 * @param zonal whether headless Services have names for topology zones
 * @param answersIpv6 whether names have AAAA records
 * @param importZones those of the zones whose Services are imported from other clusters
 */
public record KubernetesConfig(
        List<DomainName> zones,
        PodMode pods,
        boolean endpointPodNames,
        int ttlSeconds,
        Set<String> namespaces,
        boolean noEndpoints,
        boolean ignoreEmptyServices,
        List<DomainName> fallthroughZones,
        Duration startupTimeout,
        Optional<Duration> silenceTimeout,
        Optional<Kubeconfig> kubeconfig,
        Optional<ApiEndpoint> endpoint,
        LabelSelector labels,
        LabelSelector namespaceLabels,
        boolean zonal,
        boolean answersIpv6,
        List<DomainName> importZones) {
    /** How long to wait for the first sync where nothing is said. */
    public static final Duration DEFAULT_STARTUP_TIMEOUT = Duration.ofSeconds(5);

    /** Copies the collections. */
    public KubernetesConfig {
        zones = List.copyOf(zones);
        namespaces = Set.copyOf(namespaces);
        fallthroughZones = List.copyOf(fallthroughZones);
        importZones = List.copyOf(importZones);
    }

    /** The defaults for some zones: TTL 5 s, all namespaces, no pod names, nothing passed on. */
    public static KubernetesConfig of(List<DomainName> zones) {
        return new KubernetesOptions().toConfig(zones);
    }

    /** Reads a directive; what is wrong is added to the problems. */
    public static KubernetesConfig parse(Directive directive, ServerBlock block, Problems problems) {
        List<DomainName> zones = Zones.ofArgumentsOrBlock(directive, block, problems).stream()
                .map(DomainName::parse)
                .toList();
        if (problems.isEmpty() && zones.stream().allMatch(ClusterZone::isReverse)) {
            problems.add(
                    directive.position(),
                    "kubernetes needs a zone for Services besides the reverse zones, such as cluster.local");
        }
        if (block.directives(directive.name()).indexOf(directive) > 0) {
            problems.add(directive.position(), "a server block has one kubernetes directive: put all zones into it");
        }
        KubernetesOptions options = new KubernetesOptions();
        directive.options().forEach(option -> options.read(option, problems));
        options.checkTogether(directive, zones, problems);
        return options.toConfig(zones);
    }

    /** What the model of the cluster's own Services is made of. */
    public ModelOptions modelOptions() {
        Selection.Builder selection = selection().podAddressesOnly(pods == PodMode.VERIFIED);
        if (pods == PodMode.VERIFIED) {
            selection.with(Input.PODS);
        }
        return new ModelOptions(selection.build(), zonal);
    }

    /** What the model of a zone is made of: that of the cluster's own Services, or of those that are imported. */
    public ModelOptions modelOptions(DomainName zone) {
        return importZones.contains(zone)
                ? new ModelOptions(selection().imports(true).build(), false)
                : modelOptions();
    }

    private Selection.Builder selection() {
        Selection.Builder selection = Selection.builder()
                .namespaces(namespaces)
                .labels(labels)
                .namespaceLabels(namespaceLabels)
                .podReferences(endpointPodNames);
        return noEndpoints ? selection.without(Input.ENDPOINTS) : selection;
    }

    /** The zone that reverse names lead into: the first that is no reverse zone, of the cluster's own if there is one. */
    public DomainName primaryZone() {
        List<DomainName> forward =
                zones.stream().filter(zone -> !ClusterZone.isReverse(zone)).toList();
        return Stream.concat(forward.stream().filter(zone -> !importZones.contains(zone)), forward.stream())
                .findFirst()
                .orElse(DomainName.ROOT);
    }

    /** How one of the zones shows the model. */
    public ZoneOptions zoneOptions(DomainName zone) {
        PodMode podNames = importZones.contains(zone) ? PodMode.DISABLED : pods; // they are in no other cluster's zone
        return new ZoneOptions(zone, primaryZone(), ttlSeconds, podNames, ignoreEmptyServices, !answersIpv6);
    }
}
