// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.Namespace;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServiceSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What of a restored state the source has not told yet. What it tells takes the place of what was restored, object by object; what it
 * has not told when the input is synced is gone.
 *
 * <p>Services and their groups are read side by side, so a Service may be told without its groups: until all are read, it keeps the
 * restored ones that have not been told.
 *
 * <p><b>Confined to</b> the source's thread.
 */
final class RestoredState {
    private final Instant knownAt;
    private final Set<String> namespaces = new HashSet<>();
    private final Map<ServiceName, Held> services = new HashMap<>();

    /** A Service of which something has not been told. */
    private static final class Held {
        private List<EndpointGroup> groups;
        private @Nullable ServiceSnapshot told;

        private Held(List<EndpointGroup> groups) {
            this.groups = groups;
        }
    }

    RestoredState(Instant knownAt) {
        this.knownAt = knownAt;
    }

    /** When it was the state of the cluster. */
    Instant knownAt() {
        return knownAt;
    }

    void add(Namespace namespace) {
        namespaces.add(namespace.name());
    }

    void add(ServiceSnapshot snapshot) {
        services.put(snapshot.name(), new Held(snapshot.groups()));
    }

    /** Takes note that the source has said something of this namespace. */
    void tell(String namespace) {
        namespaces.remove(namespace);
    }

    /** Takes note that the source has said that this Service is gone. */
    void remove(ServiceName name) {
        services.remove(name);
    }

    /** What the source tells of a Service, with the restored groups that it may not have read yet. */
    ServiceSnapshot complete(ServiceSnapshot told, boolean areGroupsSynced) {
        Held held = services.get(told.name());
        if (held == null) {
            return told;
        }
        List<EndpointGroup> missing = areGroupsSynced ? List.of() : without(held.groups, told.groups());
        if (missing.isEmpty()) {
            services.remove(told.name());
            return told;
        }
        held.told = told;
        held.groups = missing;
        List<EndpointGroup> all = new ArrayList<>(told.groups());
        all.addAll(missing);
        return ServiceSnapshot.of(told.service(), all, told.version(), told.origin(), told.seenAt());
    }

    private static List<EndpointGroup> without(List<EndpointGroup> groups, List<EndpointGroup> told) {
        Set<String> names = new HashSet<>();
        told.forEach(group -> names.add(group.name()));
        return groups.stream().filter(group -> !names.contains(group.name())).toList();
    }

    /** All namespaces have been told: hands out those that are gone. */
    void endNamespaces(Consumer<String> gone) {
        List<String> untold = List.copyOf(namespaces);
        namespaces.clear();
        untold.forEach(gone);
    }

    /** All Services have been told: hands out those that are gone. */
    void endServices(Consumer<ServiceName> gone) {
        List<ServiceName> untold = new ArrayList<>();
        services.forEach((name, held) -> {
            if (held.told == null) {
                untold.add(name);
            }
        });
        untold.forEach(services::remove);
        untold.forEach(gone);
    }

    /** All groups have been told: hands out each Service that was completed, as the source has told it. */
    void endGroups(Consumer<ServiceSnapshot> whole) {
        List<ServiceSnapshot> completed = new ArrayList<>();
        services.values().forEach(held -> {
            if (held.told != null) {
                completed.add(held.told);
            }
        });
        completed.forEach(told -> services.remove(told.name()));
        completed.forEach(whole);
    }
}
