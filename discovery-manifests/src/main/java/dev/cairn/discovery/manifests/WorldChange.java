// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests;

import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.discovery.Pod;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.manifests.cluster.World;
import dev.cairn.discovery.manifests.cluster.World.ServiceState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The difference between two worlds.
 *
 * @param before the world that the model holds
 * @param after the world that it should hold
 */
record WorldChange(World before, World after) {
    private static final int MAX_NAMED = 8;

    /** Brings the model up to date; the model finds out itself what stays the same. */
    void applyTo(InMemoryDiscovery model) {
        after.namespaces().values().forEach(model::put);
        after.nodes().values().forEach(model::put);
        after.pods().values().forEach(model::put);
        after.services().values().forEach(state -> model.put(state.service(), state.groups()));
        forEachGone(before.services(), after.services(), state -> {
            ServiceName name = state.service().name();
            model.remove(name);
            state.groups().forEach(group -> model.removeGroup(name, group.name()));
        });
        forEachGone(before.pods(), after.pods(), pod -> remove(model, pod));
        forEachGone(before.nodes(), after.nodes(), node -> model.removeNode(node.name()));
        forEachGone(before.namespaces(), after.namespaces(), namespace -> model.removeNamespace(namespace.name()));
    }

    boolean isEmpty() {
        return before.equals(after);
    }

    /** What changed, on one line: {@code +refunds.shop, -carts.shop, orders.shop 10 -> 3 ready endpoints}. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        TreeSet<ServiceName> names = new TreeSet<>(before.services().keySet());
        names.addAll(after.services().keySet());
        for (ServiceName name : names) {
            describe(parts, name, before.services().get(name), after.services().get(name));
        }
        if (parts.size() > MAX_NAMED) {
            int unnamed = parts.size() - MAX_NAMED;
            parts.subList(MAX_NAMED, parts.size()).clear();
            parts.add("and " + unnamed + " more services");
        }
        describeCount(parts, "pods", before.pods().size(), after.pods().size());
        describeCount(parts, "nodes", before.nodes().size(), after.nodes().size());
        describeCount(
                parts,
                "namespaces",
                before.namespaces().size(),
                after.namespaces().size());
        return parts.isEmpty() ? "changed in pods, nodes or namespaces only" : String.join(", ", parts);
    }

    private static void describe(
            List<String> parts, ServiceName name, @Nullable ServiceState before, @Nullable ServiceState after) {
        if (after == null) {
            parts.add("-" + name);
        } else if (before == null) {
            parts.add("+" + name + " with " + after.readyEndpoints() + " ready endpoints");
        } else if (before.readyEndpoints() != after.readyEndpoints()) {
            parts.add(name + " " + before.readyEndpoints() + " -> " + after.readyEndpoints() + " ready endpoints");
        } else if (!before.equals(after)) {
            parts.add(name + " changed");
        }
    }

    private static void describeCount(List<String> parts, String what, int before, int after) {
        if (before != after) {
            parts.add(what + " " + before + " -> " + after);
        }
    }

    private static void remove(InMemoryDiscovery model, Pod pod) {
        model.removePod(pod.namespace(), pod.name());
    }

    private static <K, V> void forEachGone(Map<K, V> before, Map<K, V> after, Consumer<V> action) {
        before.forEach((key, value) -> {
            if (!after.containsKey(key)) {
                action.accept(value);
            }
        });
    }
}
