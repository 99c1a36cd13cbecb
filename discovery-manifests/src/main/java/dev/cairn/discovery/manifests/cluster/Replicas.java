// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.cluster;

import dev.cairn.discovery.manifests.object.Kind;
import dev.cairn.discovery.manifests.object.Manifest;
import dev.cairn.discovery.manifests.object.Meta;
import dev.cairn.discovery.manifests.object.PodManifest;
import dev.cairn.discovery.manifests.object.WorkloadManifest;
import dev.cairn.discovery.manifests.yaml.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes the pods that workloads ask for. Names depend on nothing but the workload's name and the number of the pod, so scaling down
 * and up gives the same pods, and a changed template changes pods in place instead of replacing them.
 */
final class Replicas {
    private static final int MAX_PODS = 100_000;
    private static final int HASH_LENGTH = 10;
    private static final int SUFFIX_LENGTH = 5;

    private final Nodes nodes;
    private final Problems problems;
    private final List<PodSeed> seeds = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    // By "<namespace> <Kind>/<name>": how many pods or ReplicaSets in the folder say that they are owned by it.
    private final Map<String, Integer> owned = new HashMap<>();
    private boolean isFull;

    private Replicas(Nodes nodes, Problems problems) {
        this.nodes = nodes;
        this.problems = problems;
    }

    /** All pods: those that are declared one by one first, then those of workloads. */
    static List<PodSeed> expand(List<Manifest> manifests, Nodes nodes, Problems problems) {
        Replicas replicas = new Replicas(nodes, problems);
        manifests.forEach(replicas::countOwned);
        manifests.forEach(replicas::addPod);
        manifests.forEach(replicas::addWorkload);
        return replicas.seeds;
    }

    private void countOwned(Manifest manifest) {
        Meta meta = manifest.meta();
        boolean counts = meta.kind() == Kind.POD || meta.kind() == Kind.REPLICA_SET;
        if (counts && !meta.owner().isEmpty()) {
            owned.merge(meta.namespace() + " " + meta.owner(), 1, Integer::sum);
        }
    }

    private int owned(Meta owner) {
        return owned.getOrDefault(owner.namespace() + " " + owner.kind().word() + "/" + owner.name(), 0);
    }

    private void addPod(Manifest manifest) {
        if (!(manifest instanceof PodManifest pod)) {
            return;
        }
        Meta meta = pod.meta();
        names.add(meta.key());
        if (pod.isFinished()) {
            return;
        }
        seeds.add(new PodSeed(
                meta.namespace(),
                meta.name(),
                meta.uid(),
                pod.template(),
                meta.labels(),
                pod.template().hostname(),
                pod.template().subdomain(),
                nodes.place(pod.template(), meta.key(), 0),
                pod.addresses(),
                pod.isReady(),
                meta.isDeleting(),
                meta.place()));
    }

    private void addWorkload(Manifest manifest) {
        if (!(manifest instanceof WorkloadManifest workload) || isFull) {
            return;
        }
        List<Replica> replicas = switch (workload.meta().kind()) {
            case STATEFUL_SET -> ofStatefulSet(workload);
            case DAEMON_SET -> ofDaemonSet(workload);
            case DEPLOYMENT -> ofDeployment(workload);
            default -> equalPods(workload, workload.meta().name(), Map.of());
        };
        Set<String> unknown = new TreeSet<>(workload.notReady());
        replicas.forEach(replica -> add(workload, replica, unknown));
        if (!unknown.isEmpty()) {
            workload.meta().warning(problems, "cairn.dev/not-ready names pods that it doesn't have: " + unknown);
        }
    }

    // Pods that stand in the folder themselves, as in the output of kubectl get, count as those of their owner.

    private List<Replica> ofStatefulSet(WorkloadManifest set) {
        List<Replica> replicas = new ArrayList<>();
        for (int i = 0; i < set.replicas(); i++) {
            int ordinal = set.firstOrdinal() + i;
            String name = set.meta().name() + "-" + ordinal;
            if (claim(set, name)) {
                Map<String, String> added = Map.of(
                        "statefulset.kubernetes.io/pod-name", name, "apps.kubernetes.io/pod-index", "" + ordinal);
                replicas.add(new Replica(name, ordinal, place(set, i), added));
            }
        }
        return replicas;
    }

    private List<Replica> ofDaemonSet(WorkloadManifest set) {
        if (owned(set.meta()) > 0) {
            return List.of();
        }
        List<Replica> replicas = new ArrayList<>();
        List<String> nodeNames = nodes.isEmpty() ? List.of("") : nodes.namesFor(set.template());
        for (int i = 0; i < nodeNames.size(); i++) {
            String name = claimSuffixed(set, set.meta().name(), "@" + nodeNames.get(i));
            replicas.add(new Replica(name, i, nodeNames.get(i), Map.of()));
        }
        return replicas;
    }

    private List<Replica> ofDeployment(WorkloadManifest deployment) {
        if (owned(deployment.meta()) > 0) {
            return List.of();
        }
        String hash = StableHash.suffix(deployment.meta().toString(), HASH_LENGTH);
        return equalPods(deployment, deployment.meta().name() + "-" + hash, Map.of("pod-template-hash", hash));
    }

    private List<Replica> equalPods(WorkloadManifest set, String prefix, Map<String, String> added) {
        List<Replica> replicas = new ArrayList<>();
        for (int i = owned(set.meta()); i < set.replicas(); i++) {
            replicas.add(new Replica(claimSuffixed(set, prefix, "#" + i), i, place(set, i), added));
        }
        return replicas;
    }

    private String place(WorkloadManifest workload, int index) {
        return nodes.place(workload.template(), workload.meta().key(), index);
    }

    private boolean claim(WorkloadManifest workload, String name) {
        return names.add(workload.meta().namespace() + "/" + name);
    }

    /** A name with an end that follows from {@code what}, and that no other pod has. */
    private String claimSuffixed(WorkloadManifest workload, String prefix, String what) {
        String text = workload.meta() + what;
        String name = prefix + "-" + StableHash.suffix(text, SUFFIX_LENGTH);
        for (int attempt = 1; !claim(workload, name); attempt++) {
            name = prefix + "-" + StableHash.suffix(text + "#" + attempt, SUFFIX_LENGTH);
        }
        return name;
    }

    private void add(WorkloadManifest workload, Replica replica, Set<String> unknown) {
        Meta meta = workload.meta();
        if (seeds.size() >= MAX_PODS) {
            if (!isFull) {
                meta.error(problems, "the folder asks for more than " + MAX_PODS + " pods");
            }
            isFull = true;
            return;
        }
        boolean isStateful = meta.kind() == Kind.STATEFUL_SET;
        Map<String, String> labels = new HashMap<>(workload.template().labels());
        labels.putAll(replica.addedLabels());
        List<String> words = List.of(replica.name(), Integer.toString(replica.ordinal()));
        boolean isListed = words.stream().anyMatch(workload.notReady()::contains);
        words.forEach(unknown::remove);
        seeds.add(new PodSeed(
                meta.namespace(),
                replica.name(),
                "",
                workload.template(),
                labels,
                isStateful ? replica.name() : workload.template().hostname(),
                isStateful ? workload.serviceName() : workload.template().subdomain(),
                replica.nodeName(),
                List.of(),
                workload.template().isReady() && !isListed,
                false,
                meta.place()));
    }

    private record Replica(String name, int ordinal, String nodeName, Map<String, String> addedLabels) {}
}
