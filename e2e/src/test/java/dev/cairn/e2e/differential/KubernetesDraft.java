// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.differential;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The directive {@code kubernetes} with random options. <b>Confined to</b> one thread. */
final class KubernetesDraft {
    static final List<String> ZONES = List.of(WorldNames.ZONE, "in-addr.arpa", "ip6.arpa");

    private final Draw draw;
    private final List<String> options = new ArrayList<>();

    KubernetesDraft(Draw draw, Path kubeconfig) {
        this.draw = draw;
        options.add("kubeconfig " + kubeconfig);
        maybe(70, "pods " + draw.of(List.of("disabled", "insecure", "insecure", "verified")));
        maybe(60, "ttl " + draw.of(List.of(0, 1, 5, 30, 300, 3600)));
        maybe(20, "endpoint_pod_names");
        maybe(30, draw.of(List.of("ignore empty_service", "ignore empty_service", "noendpoints")));
        maybe(45, ("fallthrough " + draw.of(List.of("", "in-addr.arpa ip6.arpa", WorldNames.ZONE))).strip());
        maybe(
                30,
                draw.of(List.of(
                        "namespaces shop default",
                        "namespace_labels " + Marks.SHOWN_NAMESPACES,
                        "labels " + Marks.SHOWN_LABELS)));
    }

    private void maybe(int percent, String option) {
        if (draw.percent(percent)) {
            options.add(option);
        }
    }

    void addTo(BlockDraft block) {
        String zones = draw.of(
                List.of("", " " + String.join(" ", ZONES), " " + WorldNames.ZONE, " cluster.local 10.244.0.0/16"));
        block.add("kubernetes" + (zones.isEmpty() ? " " + String.join(" ", ZONES) : zones), draw.shuffled(options));
    }

    /** What of a world is seen under these options. */
    World shown(World world) {
        World seen = world;
        if (options.contains("labels " + Marks.SHOWN_LABELS)) {
            seen = seen.withObjectsOf(Marks.EVEN);
        }
        if (options.contains("namespace_labels " + Marks.SHOWN_NAMESPACES)) {
            seen = seen.withNamespacesOf(Marks.EVEN);
        }
        if (options.contains("namespaces shop default")) {
            seen = seen.withNamespaces(List.of("shop", "default"));
        }
        return seen.asServed(Set.copyOf(seen.namespaces()), options.contains("ignore empty_service"));
    }
}
