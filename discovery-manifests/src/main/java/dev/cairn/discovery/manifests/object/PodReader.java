// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.object;

import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Protocol;
import dev.cairn.discovery.manifests.object.PodTemplate.ContainerPort;
import dev.cairn.discovery.manifests.yaml.YamlMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads Pods, and the workloads that make them. */
final class PodReader {
    static final int MAX_REPLICAS = 100_000;

    private static final String READY_ANNOTATION = "cairn.dev/ready";
    private static final String NOT_READY_ANNOTATION = "cairn.dev/not-ready";
    private static final List<String> PROTOCOLS = List.of("TCP", "UDP", "SCTP");
    private static final Set<String> WORKLOAD_FIELDS = Set.of(
            "replicas",
            "selector",
            "template",
            "serviceName",
            "ordinals",
            "strategy",
            "updateStrategy",
            "minReadySeconds",
            "revisionHistoryLimit",
            "paused",
            "progressDeadlineSeconds",
            "podManagementPolicy",
            "volumeClaimTemplates",
            "persistentVolumeClaimRetentionPolicy");

    private PodReader() {}

    static PodManifest pod(Meta meta, YamlMap object) {
        YamlMap status = object.map("status");
        String phase = status.text("phase");
        PodTemplate template = template(object, true);
        return new PodManifest(
                meta,
                template,
                podIps(status),
                template.isReady() && isReady(status, phase),
                phase.equals("Succeeded") || phase.equals("Failed"));
    }

    static WorkloadManifest workload(Meta meta, YamlMap object) {
        YamlMap spec = object.map("spec");
        spec.expectOnly(WORKLOAD_FIELDS);
        if (!spec.has("template")) {
            spec.error("template", "is missing");
        }
        PodTemplate template = template(spec.map("template"), isReady(object.map("metadata")));
        checkSelector(spec, template);
        return new WorkloadManifest(
                meta,
                template,
                spec.number("replicas", 0, MAX_REPLICAS, 1),
                spec.map("ordinals").number("start", 0, Integer.MAX_VALUE - MAX_REPLICAS, 0),
                spec.text("serviceName"),
                words(meta.annotations().getOrDefault(NOT_READY_ANNOTATION, "")));
    }

    static Protocol protocol(YamlMap port) {
        return Protocol.valueOf(port.word("protocol", PROTOCOLS, "TCP"));
    }

    private static PodTemplate template(YamlMap pod, boolean isOwnerReady) {
        YamlMap metadata = pod.map("metadata");
        YamlMap spec = pod.map("spec");
        return new PodTemplate(
                metadata.textMap("labels"),
                isOwnerReady && isReady(metadata),
                label(spec, "hostname"),
                label(spec, "subdomain"),
                spec.text("nodeName"),
                spec.textMap("nodeSelector"),
                spec.flag("hostNetwork", false),
                containerPorts(spec));
    }

    /** What the annotation {@code cairn.dev/ready} says. */
    private static boolean isReady(YamlMap metadata) {
        return metadata.map("annotations")
                .word(READY_ANNOTATION, List.of("true", "false"), "true")
                .equals("true");
    }

    private static String label(YamlMap spec, String key) {
        String text = spec.text(key);
        if (!text.isEmpty() && !Names.isLabel(text)) {
            spec.error(key, Names.LABEL_RULE);
            return "";
        }
        return text;
    }

    private static List<ContainerPort> containerPorts(YamlMap spec) {
        List<YamlMap> containers = new ArrayList<>(spec.maps("containers"));
        for (YamlMap container : spec.maps("initContainers")) {
            if (container.text("restartPolicy").equals("Always")) {
                containers.add(container);
            }
        }
        List<ContainerPort> ports = new ArrayList<>();
        for (YamlMap container : containers) {
            for (YamlMap port : container.maps("ports")) {
                if (!port.has("containerPort")) {
                    port.error("containerPort", "is missing");
                }
                int number = port.number("containerPort", 1, 65_535, 1);
                ports.add(new ContainerPort(port.text("name"), protocol(port), number));
            }
        }
        return ports;
    }

    private static List<IpAddress> podIps(YamlMap status) {
        Set<IpAddress> addresses = new LinkedHashSet<>();
        if (status.has("podIP")) {
            Addresses.read(status, "podIP").ifPresent(addresses::add);
        }
        status.maps("podIPs").forEach(entry -> Addresses.read(entry, "ip").ifPresent(addresses::add));
        return List.copyOf(addresses);
    }

    /** Whether the status says Ready; a pod whose status says nothing runs, as it would a moment after it was applied. */
    private static boolean isReady(YamlMap status, String phase) {
        for (YamlMap condition : status.maps("conditions")) {
            if (condition.text("type").equals("Ready")) {
                return condition.text("status").equals("True");
            }
        }
        return phase.isEmpty() || phase.equals("Running");
    }

    private static void checkSelector(YamlMap spec, PodTemplate template) {
        Map<String, String> labels = spec.map("selector").textMap("matchLabels");
        if (!template.labels().entrySet().containsAll(labels.entrySet())) {
            spec.error(
                    "selector",
                    "asks for " + labels + ", but the template's labels are " + new TreeMap<>(template.labels()));
        }
    }

    private static Set<String> words(String text) {
        Set<String> words = new LinkedHashSet<>(Arrays.asList(text.split("[,\\s]+")));
        words.remove("");
        return words;
    }
}
