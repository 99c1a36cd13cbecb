// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.cluster;

import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Node;
import dev.cairn.discovery.manifests.object.NodeManifest;
import dev.cairn.discovery.manifests.yaml.Place;
import dev.cairn.discovery.manifests.yaml.Problems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gives addresses to pods, and to nodes that declare none. <b>Confined to</b> one thread. */
final class PodAllotter {
    // No pod's key begins with it: namespaces have no colon.
    private static final String NODE_KEY_PREFIX = "node:";

    private final AddressPools podIps;
    private final List<AddressPools.Round> rounds = new ArrayList<>();

    PodAllotter(List<Cidr> podCidrs) {
        this.podIps = new AddressPools(podCidrs);
    }

    /** Proposes addresses; nothing is remembered before {@link #keep}. */
    Allotment allot(List<NodeManifest> nodeManifests, List<PodSeed> seeds, Problems problems) {
        rounds.clear();
        Set<IpAddress> declared = new HashSet<>();
        nodeManifests.forEach(node -> declared.addAll(node.addresses()));
        seeds.forEach(seed -> declared.addAll(seed.addresses()));
        Map<String, Place> wanted = wanted(nodeManifests, seeds);
        Map<String, List<IpAddress>> allotted = new LinkedHashMap<>();
        for (AddressFamily family : podIps.families()) {
            AddressPools.Round round = podIps.allot(family, wanted.keySet(), declared);
            rounds.add(round);
            round.addresses()
                    .forEach((key, address) -> allotted.computeIfAbsent(key, k -> new ArrayList<>(2))
                            .add(address));
            reportUnserved(round, family, wanted, problems);
        }
        Map<String, Node> nodes = nodes(nodeManifests, allotted);
        List<PodState> pods = new ArrayList<>(seeds.size());
        for (PodSeed seed : seeds) {
            String zone = nodes.containsKey(seed.nodeName())
                    ? nodes.get(seed.nodeName()).zone()
                    : "";
            pods.add(PodState.of(seed, zone, addresses(seed, nodes, allotted)));
        }
        return new Allotment(nodes, pods);
    }

    /** Makes the last proposal the one to keep to. */
    void keep() {
        rounds.forEach(AddressPools.Round::keep);
        rounds.clear();
    }

    private static Map<String, Place> wanted(List<NodeManifest> nodes, List<PodSeed> seeds) {
        Map<String, Place> wanted = new LinkedHashMap<>();
        Set<String> withAddresses = new HashSet<>();
        for (NodeManifest node : nodes) {
            if (node.addresses().isEmpty()) {
                wanted.put(NODE_KEY_PREFIX + node.meta().name(), node.meta().place());
            } else {
                withAddresses.add(node.meta().name());
            }
        }
        for (PodSeed seed : seeds) {
            boolean isOnNode = seed.template().hostNetwork();
            if (seed.addresses().isEmpty() && !(isOnNode && withAddresses.contains(seed.nodeName()))) {
                wanted.putIfAbsent(keyOf(seed), seed.place());
            }
        }
        return wanted;
    }

    private static String keyOf(PodSeed seed) {
        return seed.template().hostNetwork() ? NODE_KEY_PREFIX + seed.nodeName() : seed.key();
    }

    private static Map<String, Node> nodes(List<NodeManifest> manifests, Map<String, List<IpAddress>> allotted) {
        Map<String, Node> nodes = new LinkedHashMap<>();
        for (NodeManifest manifest : manifests) {
            String name = manifest.meta().name();
            List<IpAddress> addresses = manifest.addresses().isEmpty()
                    ? allotted.getOrDefault(NODE_KEY_PREFIX + name, List.of())
                    : manifest.addresses();
            nodes.put(name, new Node(name, addresses, manifest.meta().labels()));
        }
        return nodes;
    }

    private static List<IpAddress> addresses(
            PodSeed seed, Map<String, Node> nodes, Map<String, List<IpAddress>> allotted) {
        if (!seed.addresses().isEmpty()) {
            return seed.addresses();
        }
        Node node = nodes.get(seed.nodeName());
        if (seed.template().hostNetwork() && node != null) {
            return node.addresses();
        }
        return allotted.getOrDefault(keyOf(seed), List.of());
    }

    private void reportUnserved(
            AddressPools.Round round, AddressFamily family, Map<String, Place> wanted, Problems problems) {
        if (round.unserved().isEmpty()) {
            return;
        }
        String first = round.unserved().get(0);
        Place place = wanted.get(first);
        if (place != null) {
            problems.error(
                    place,
                    "no address is left in the pod CIDR " + podIps.describe(family) + " for "
                            + round.unserved().size() + " pods, " + first + " among them");
        }
    }

    /**
     * What runs where.
     *
     * @param nodes the nodes by name
     * @param pods the pods in the order of their seeds
     */
    record Allotment(Map<String, Node> nodes, List<PodState> pods) {}
}
