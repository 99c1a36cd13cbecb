// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.cluster;

import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.EndpointPort;
import dev.cairn.discovery.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Divides the endpoints of one Service into groups. */
final class EndpointSlicer {
    /*
     * One group holds endpoints of one family with the same ports, a hundred at most. An endpoint stays in the group in which it was,
     * at its place. What is new goes to groups that change anyway, then to others with room, then to new ones. So one changed endpoint
     * touches one group, and the others remain the objects they were. Groups that become empty go away; those that become thin are not
     * joined, since that would touch two.
     */
    static final int MAX_ENDPOINTS = 100;
    private static final int SUFFIX_LENGTH = 5;

    private final String serviceName;
    private final Set<String> usedNames = new HashSet<>();

    private EndpointSlicer(String serviceName) {
        this.serviceName = serviceName;
    }

    /** The groups that hold exactly the candidates, as near to the previous groups as can be. */
    static List<EndpointGroup> slice(String serviceName, List<Candidate> candidates, List<EndpointGroup> previous) {
        EndpointSlicer slicer = new EndpointSlicer(serviceName);
        previous.forEach(group -> slicer.usedNames.add(group.name()));
        Map<Shape, Map<Identity, Endpoint>> byShape = new LinkedHashMap<>();
        for (Candidate candidate : candidates) {
            Endpoint endpoint = candidate.endpoint();
            byShape.computeIfAbsent(
                            new Shape(endpoint.address().family(), candidate.ports()), key -> new LinkedHashMap<>())
                    .put(Identity.of(endpoint), endpoint);
        }
        Map<Shape, List<EndpointGroup>> previousByShape = new HashMap<>();
        for (EndpointGroup group : previous) {
            previousByShape
                    .computeIfAbsent(new Shape(group.family(), group.ports()), key -> new ArrayList<>())
                    .add(group);
        }
        List<EndpointGroup> groups = new ArrayList<>();
        byShape.forEach((shape, endpoints) ->
                groups.addAll(slicer.slice(shape, endpoints, previousByShape.getOrDefault(shape, List.of()))));
        return groups;
    }

    private List<EndpointGroup> slice(
            Shape shape, Map<Identity, Endpoint> endpoints, List<EndpointGroup> previousGroups) {
        Map<Identity, Endpoint> newcomers = new LinkedHashMap<>(endpoints);
        List<Draft> drafts = new ArrayList<>();
        for (EndpointGroup group : previousGroups) {
            Draft draft = new Draft(group);
            for (Endpoint old : group.endpoints()) {
                Endpoint now = newcomers.remove(Identity.of(old));
                if (now != null) {
                    draft.endpoints.add(now.equals(old) ? old : now);
                }
            }
            if (!draft.endpoints.isEmpty()) {
                drafts.add(draft);
            }
        }
        List<Endpoint> waiting = new ArrayList<>(newcomers.values());
        drafts.stream().filter(Draft::isChanged).forEach(draft -> draft.fill(waiting));
        drafts.forEach(draft -> draft.fill(waiting));
        while (!waiting.isEmpty()) {
            Draft draft = new Draft(null);
            draft.fill(waiting);
            drafts.add(draft);
        }
        return drafts.stream().map(draft -> finish(draft, shape)).toList();
    }

    private EndpointGroup finish(Draft draft, Shape shape) {
        EndpointGroup previous = draft.previous;
        if (previous != null) {
            return draft.isChanged()
                    ? EndpointGroup.of(previous.name(), shape.family(), shape.ports(), draft.endpoints)
                    : previous;
        }
        return EndpointGroup.of(freeName(shape), shape.family(), shape.ports(), draft.endpoints);
    }

    private String freeName(Shape shape) {
        String name;
        int attempt = 0;
        do {
            name = serviceName + "-" + StableHash.suffix(serviceName + shape + attempt++, SUFFIX_LENGTH);
        } while (!usedNames.add(name));
        return name;
    }

    /** What all endpoints of a group share. */
    private record Shape(AddressFamily family, List<EndpointPort> ports) {}

    /** What makes an endpoint the same one after a change of its state. */
    private record Identity(IpAddress address, String podName) {
        static Identity of(Endpoint endpoint) {
            return new Identity(endpoint.address(), endpoint.podName().orElse(""));
        }
    }

    /** A group in the making. */
    private static final class Draft {
        private final @Nullable EndpointGroup previous;
        private final List<Endpoint> endpoints = new ArrayList<>();

        private Draft(@Nullable EndpointGroup previous) {
            this.previous = previous;
        }

        private boolean isChanged() {
            return previous == null || !previous.endpoints().equals(endpoints);
        }

        private void fill(List<Endpoint> waiting) {
            int room = Math.min(MAX_ENDPOINTS - endpoints.size(), waiting.size());
            if (room > 0) {
                List<Endpoint> taken = waiting.subList(0, room);
                endpoints.addAll(taken);
                taken.clear();
            }
        }
    }
}
