// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.kubernetes;

import dev.cairn.discovery.LabelSelector;
import dev.cairn.dns.cluster.ClusterZone;
import dev.cairn.dns.cluster.PodMode;
import dev.cairn.dns.cluster.ZoneOptions;
import dev.cairn.dns.config.Directive;
import dev.cairn.dns.config.Durations;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.config.Zones;
import dev.cairn.dns.wire.DomainName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The options of the directive {@code kubernetes} while they are read; a later one wins. <b>Confined to</b> one thread. */
final class KubernetesOptions {
    private static final Set<String> OFFERED = new TreeSet<>(Set.of(
            "pods",
            "endpoint_pod_names",
            "ttl",
            "namespaces",
            "noendpoints",
            "fallthrough",
            "ignore",
            "startup_timeout",
            "silence_timeout",
            "kubeconfig",
            "endpoint",
            "tls",
            "labels",
            "namespace_labels",
            "zonal",
            "apiserver_qps",
            "apiserver_burst",
            "apiserver_max_inflight",
            "multicluster",
            "aaaa"));
    private static final Set<String> REMOVED = Set.of("upstream", "resyncperiod", "transfer", "wildcards");

    private PodMode pods = PodMode.DISABLED;
    private boolean endpointPodNames;
    private int ttlSeconds = ZoneOptions.DEFAULT_TTL_SECONDS;
    private final Set<String> namespaces = new LinkedHashSet<>();
    private boolean noEndpoints;
    private boolean ignoreEmptyServices;
    private List<DomainName> fallthroughZones = List.of();
    private Duration startupTimeout = KubernetesConfig.DEFAULT_STARTUP_TIMEOUT;
    private Optional<Duration> silenceTimeout = Optional.empty();
    private Optional<Kubeconfig> kubeconfig = Optional.empty();
    private String endpoint = "";
    private List<String> tlsFiles = List.of();
    private LabelSelector labels = LabelSelector.EVERYTHING;
    private LabelSelector namespaceLabels = LabelSelector.EVERYTHING;
    private boolean zonal;
    private boolean answersIpv6 = true;
    private List<DomainName> importZones = List.of();

    /** Reads one option; what is wrong is added to the problems. */
    void read(Directive option, Problems problems) {
        String name = option.name();
        if (REMOVED.contains(name)) {
            problems.add(
                    option.position(), "kubernetes: option \"" + name + "\" is gone from CoreDNS too: take it out");
            return;
        }
        if (!OFFERED.contains(name)) {
            problems.addUnknown(option.position(), "option of kubernetes", name, OFFERED);
            return;
        }
        option.rejectOptions(problems);
        readOffered(option, problems);
    }

    private void readOffered(Directive option, Problems problems) {
        switch (option.name()) {
            case "pods" -> readPods(option, problems);
            case "endpoint_pod_names" -> endpointPodNames = option.hasArguments(0, 0, problems);
            case "ttl" -> readTtl(option, problems);
            case "namespaces" -> {
                if (option.hasArguments(1, Integer.MAX_VALUE, problems)) {
                    namespaces.addAll(option.arguments());
                }
            }
            case "noendpoints" -> noEndpoints = option.hasArguments(0, 0, problems);
            case "fallthrough" -> readFallthrough(option, problems);
            case "multicluster" -> importZones = readZones(option, problems);
            case "ignore" -> readIgnore(option, problems);
            case "startup_timeout" -> readStartupTimeout(option, problems);
            case "silence_timeout" -> readSilenceTimeout(option, problems);
            case "kubeconfig" -> readKubeconfig(option, problems);
            case "endpoint" -> readEndpoint(option, problems);
            case "tls" -> tlsFiles = option.hasArguments(3, 3, problems) ? option.arguments() : tlsFiles;
            case "labels" -> labels = readLabels(option, problems);
            case "namespace_labels" -> namespaceLabels = readLabels(option, problems);
            case "zonal" -> zonal = option.hasArguments(0, 0, problems);
            case "apiserver_qps" -> checkNumber(option, "[+]?\\d+(\\.\\d*)?|[+]?\\.\\d+", problems);
            case "apiserver_burst", "apiserver_max_inflight" -> checkNumber(option, "[+]?\\d{1,9}", problems);
            case "aaaa" -> readAaaa(option, problems);
            default -> throw new AssertionError(option.name());
        }
    }

    private void readPods(Directive option, Problems problems) {
        if (!option.hasArguments(1, 1, problems)) {
            return;
        }
        switch (option.arguments().get(0)) {
            case "disabled" -> pods = PodMode.DISABLED;
            case "insecure" -> pods = PodMode.INSECURE;
            case "verified" -> pods = PodMode.VERIFIED;
            default ->
                problems.addUnknown(
                        option.position(),
                        "mode of pods",
                        option.arguments().get(0),
                        List.of("disabled", "insecure", "verified"));
        }
    }

    private void readTtl(Directive option, Problems problems) {
        if (!option.hasArguments(1, 1, problems)) {
            return;
        }
        String word = option.arguments().get(0);
        boolean valid = word.matches("\\d{1,4}") && Integer.parseInt(word) <= ZoneOptions.MAX_TTL_SECONDS;
        if (valid) {
            ttlSeconds = Integer.parseInt(word);
        } else {
            problems.add(
                    option.position(),
                    "kubernetes: ttl must be 0 to " + ZoneOptions.MAX_TTL_SECONDS + " seconds, not \"" + word + "\"");
        }
    }

    private void readFallthrough(Directive option, Problems problems) {
        if (option.arguments().isEmpty()) {
            fallthroughZones = List.of(DomainName.ROOT);
            return;
        }
        fallthroughZones = readZones(option, problems);
    }

    private static List<DomainName> readZones(Directive option, Problems problems) {
        List<DomainName> zones = new ArrayList<>();
        for (String argument : option.arguments()) {
            for (String zone : Zones.parse(argument, option.position(), problems)) {
                zones.add(DomainName.parse(zone));
            }
        }
        return zones;
    }

    private void readIgnore(Directive option, Problems problems) {
        if (!option.hasArguments(1, 1, problems)) {
            return;
        }
        if (option.arguments().get(0).equals("empty_service")) {
            ignoreEmptyServices = true;
        } else {
            problems.addUnknown(
                    option.position(), "thing to ignore", option.arguments().get(0), List.of("empty_service"));
        }
    }

    private void readStartupTimeout(Directive option, Problems problems) {
        if (option.hasArguments(1, 1, problems)) {
            startupTimeout = Durations.parse(option.arguments().get(0), option.position(), problems)
                    .orElse(startupTimeout);
        }
    }

    private void readSilenceTimeout(Directive option, Problems problems) {
        if (!option.hasArguments(1, 1, problems)) {
            return;
        }
        silenceTimeout = Durations.parse(option.arguments().get(0), option.position(), problems);
        if (silenceTimeout.filter(Duration::isZero).isPresent()) {
            problems.add(option.position(), "kubernetes: silence_timeout must be longer than nothing");
        }
    }

    private void readKubeconfig(Directive option, Problems problems) {
        if (option.hasArguments(1, 2, problems)) {
            List<String> words = option.arguments();
            kubeconfig = Optional.of(new Kubeconfig(words.get(0), words.size() > 1 ? words.get(1) : ""));
        }
    }

    /** CoreDNS takes several, and uses the first one. */
    private void readEndpoint(Directive option, Problems problems) {
        if (!option.hasArguments(1, Integer.MAX_VALUE, problems)) {
            return;
        }
        String url = option.arguments().get(0);
        if (url.matches("(https?://)?[^/:]+(:\\d+)?(/.*)?")) {
            endpoint = url;
        } else {
            problems.add(
                    option.position(),
                    "kubernetes: endpoint must be a URL such as https://10.0.0.1:6443, not \"" + url + "\"");
        }
    }

    private static LabelSelector readLabels(Directive option, Problems problems) {
        if (!option.hasArguments(1, Integer.MAX_VALUE, problems)) {
            return LabelSelector.EVERYTHING;
        }
        try {
            return LabelSelector.parse(String.join(" ", option.arguments()));
        } catch (IllegalArgumentException e) {
            problems.add(option.position(), "kubernetes: " + option.name() + ": " + e.getMessage());
            return LabelSelector.EVERYTHING;
        }
    }

    /** What is wrong with a limit on requests is told; the source makes so few that there is nothing to limit. */
    private static void checkNumber(Directive option, String pattern, Problems problems) {
        if (!option.hasArguments(1, 1, problems)) {
            return;
        }
        String word = option.arguments().get(0);
        if (!word.matches(pattern)) {
            problems.add(
                    option.position(),
                    "kubernetes: " + option.name() + " must be a number of 0 or more, not \"" + word + "\"");
        }
    }

    private void readAaaa(Directive option, Problems problems) {
        if (!option.hasArguments(1, 1, problems)) {
            return;
        }
        switch (option.arguments().get(0)) {
            case "on" -> answersIpv6 = true;
            case "off" -> answersIpv6 = false;
            default ->
                problems.addUnknown(
                        option.position(), "switch of aaaa", option.arguments().get(0), List.of("on", "off"));
        }
    }

    /** Adds what is wrong between options that are each right. */
    void checkTogether(Directive directive, List<DomainName> zones, Problems problems) {
        for (DomainName zone : importZones) {
            if (!zones.contains(zone) || ClusterZone.isReverse(zone)) {
                problems.add(
                        directive.position(),
                        "kubernetes: multicluster zone " + zone
                                + " must be among the zones of the directive, and no reverse one");
            }
        }
        if (noEndpoints && ignoreEmptyServices) {
            problems.add(
                    directive.position(),
                    "kubernetes: with noendpoints every Service is empty, so ignore empty_service would hide them all");
        }
        if (noEndpoints && zonal) {
            problems.add(directive.position(), "kubernetes: zonal needs endpoints: take out noendpoints");
            zonal = false;
        }
        if (!namespaces.isEmpty() && !namespaceLabels.isEverything()) {
            problems.add(
                    directive.position(),
                    "kubernetes: namespaces and namespace_labels cannot both be given: select by name or by labels");
            namespaceLabels = LabelSelector.EVERYTHING;
        }
    }

    KubernetesConfig toConfig(List<DomainName> zones) {
        return new KubernetesConfig(
                zones,
                pods,
                endpointPodNames && !noEndpoints,
                ttlSeconds,
                namespaces,
                noEndpoints,
                ignoreEmptyServices,
                fallthroughZones,
                startupTimeout,
                silenceTimeout,
                kubeconfig,
                endpoint.isEmpty() ? Optional.empty() : Optional.of(ApiEndpoint.of(endpoint, tlsFiles)),
                labels,
                namespaceLabels,
                zonal,
                answersIpv6,
                importZones);
    }
}
