// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A source that is filled by method calls: for fixed lists, for tests, and as the model inside other sources.
 *
 * <p>It begins with nothing synced. Changes take effect at once and are delivered by one thread of its own, which starts with the
 * first watch. A change that changes nothing is not delivered, and a group that equals the one it replaces is dropped in its favour,
 * so that groups keep their identity.
 *
 * <p>State instead of a queue stands between writers and watchers: for each watcher the keys that changed since its last delivery. A
 * slow watcher costs no more than one entry for each key.
 *
 * <p>It does not know the labels of Services and slices. Label selectors are for whoever fills it: its watchers are told all that it
 * holds, whatever the labels.
 *
 * <p><b>Thread-safe.</b>
 */
public final class InMemoryDiscovery implements DiscoverySource {
    private final String origin;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deliveries deliveries = new Deliveries(lock);

    // All below: guarded by lock.
    private final Map<ServiceName, Entry> services = new HashMap<>();
    private final Map<String, Namespace> namespaces = new HashMap<>();
    private final Map<String, Map<String, Pod>> pods = new HashMap<>();
    private final Map<String, Node> nodes = new HashMap<>();
    private final Set<Input> synced = EnumSet.noneOf(Input.class);
    private OriginState originState = OriginState.INITIAL;
    private long lastVersion;

    /** An empty source of which nothing is synced. The origin is a text for people. */
    public InMemoryDiscovery(String origin) {
        this(origin, InstantSource.system());
    }

    /** As {@link #InMemoryDiscovery(String)}, with the clock that says when a change was seen. */
    public InMemoryDiscovery(String origin, InstantSource clock) {
        this.origin = Objects.requireNonNull(origin, "origin");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** A source that holds these Services and is synced. */
    public static InMemoryDiscovery of(Service... values) {
        InMemoryDiscovery discovery = new InMemoryDiscovery("memory");
        for (Service service : values) {
            discovery.put(service);
            discovery.put(Namespace.of(service.name().namespace()));
        }
        discovery.synced();
        return discovery;
    }

    /** Adds or replaces a Service; its groups stay. */
    public void put(Service service) {
        locked(() -> {
            Entry entry = entry(service.name());
            if (Objects.equals(service, entry.service)) {
                return;
            }
            entry.service = service;
            changed(service.name(), entry);
        });
    }

    /** Adds or replaces a Service together with all its groups, in one step. */
    public void put(Service service, List<EndpointGroup> groups) {
        locked(() -> {
            Entry entry = entry(service.name());
            List<EndpointGroup> shared = entry.shareWith(groups);
            if (Objects.equals(service, entry.service) && shared.equals(entry.groups)) {
                return;
            }
            Service held = entry.service;
            entry.service = held != null && held.equals(service) ? held : service;
            entry.groups = shared;
            changed(service.name(), entry);
        });
    }

    /** Adds a group to a Service or replaces the one of the same name. The Service itself may come later. */
    public void putGroup(ServiceName name, EndpointGroup group) {
        locked(() -> {
            Entry entry = entry(name);
            int at = entry.indexOf(group.name());
            if (at >= 0 && entry.groups.get(at).equals(group)) {
                return;
            }
            List<EndpointGroup> next = new ArrayList<>(entry.groups.size() + (at < 0 ? 1 : 0));
            next.addAll(entry.groups);
            if (at < 0) {
                next.add(group);
            } else {
                next.set(at, group);
            }
            entry.groups = List.copyOf(next);
            changed(name, entry);
        });
    }

    /** Takes a group away from a Service, if it has it. */
    public void removeGroup(ServiceName name, String groupName) {
        locked(() -> {
            Entry entry = services.get(name);
            int at = entry == null ? -1 : entry.indexOf(groupName);
            if (entry == null || at < 0) {
                return;
            }
            List<EndpointGroup> next = new ArrayList<>(entry.groups);
            next.remove(at);
            entry.groups = List.copyOf(next);
            changed(name, entry);
        });
    }

    /** Takes a Service away, if it is there; its groups stay for the case that it comes back. */
    public void remove(ServiceName name) {
        locked(() -> {
            Entry entry = services.get(name);
            if (entry == null || entry.service == null) {
                return;
            }
            entry.service = null;
            changed(name, entry);
        });
    }

    /** Adds or replaces a namespace. */
    public void put(Namespace namespace) {
        locked(() -> {
            if (!namespace.equals(namespaces.put(namespace.name(), namespace))) {
                deliveries.mark(new Change.OfNamespace(namespace.name()));
            }
        });
    }

    /** Takes a namespace away; its Services are objects of their own. */
    public void removeNamespace(String name) {
        locked(() -> {
            if (namespaces.remove(name) != null) {
                deliveries.mark(new Change.OfNamespace(name));
            }
        });
    }

    /** Adds or replaces a pod. */
    public void put(Pod pod) {
        locked(() -> {
            Map<String, Pod> siblings = pods.computeIfAbsent(pod.namespace(), key -> new HashMap<>());
            if (!pod.equals(siblings.put(pod.name(), pod))) {
                deliveries.mark(new Change.OfPod(pod.namespace(), pod.name()));
            }
        });
    }

    /** Takes a pod away. */
    public void removePod(String namespace, String name) {
        locked(() -> {
            Map<String, Pod> siblings = pods.get(namespace);
            if (siblings != null && siblings.remove(name) != null) {
                deliveries.mark(new Change.OfPod(namespace, name));
            }
        });
    }

    /** Adds or replaces a node. */
    public void put(Node node) {
        locked(() -> {
            if (!node.equals(nodes.put(node.name(), node))) {
                deliveries.mark(new Change.OfNode(node.name()));
            }
        });
    }

    /** Takes a node away. */
    public void removeNode(String name) {
        locked(() -> {
            if (nodes.remove(name) != null) {
                deliveries.mark(new Change.OfNode(name));
            }
        });
    }

    /** Says that everything has been put in. */
    public void synced() {
        for (Input input : Input.values()) {
            synced(input);
        }
    }

    /** Says that everything of this kind has been put in. */
    public void synced(Input input) {
        locked(() -> {
            if (synced.add(input)) {
                deliveries.mark(new Change.OfSync(input));
            }
        });
    }

    /** Tells all watchers that the origin is lost. */
    public void stale(Duration age, String reason) {
        locked(() -> originChanged(originState.stale(age, reason)));
    }

    /** Tells all watchers that the state is confirmed again; does nothing when it was not stale. */
    public void fresh() {
        locked(() -> {
            if (originState.isStale() || originState.failure() != null) {
                originChanged(OriginState.fresh());
            }
        });
    }

    /** As {@link #fresh()}, but for what this failure says: that stays, and is told if it is not the one told last. */
    public void fresh(DiscoveryException remaining) {
        locked(() -> originChanged(OriginState.fresh().with(remaining)));
    }

    /** Tells all watchers, those to come among them, that the origin cannot be read; {@link #fresh()} ends that. */
    public void failed(DiscoveryException failure) {
        locked(() -> originChanged(originState.with(failure)));
    }

    @Override
    public Watch watch(ServiceName name, ServiceWatcher watcher) {
        return start(() -> new ServiceChannel(this, name, watcher));
    }

    @Override
    public Watch watchAll(Selection selection, ClusterWatcher watcher) {
        return start(() -> new ClusterChannel(this, selection, watcher));
    }

    @Override
    public String origin() {
        return origin;
    }

    @Override
    public void close() {
        deliveries.close();
    }

    private Watch start(Supplier<Channel> channel) {
        lock.lock();
        try {
            return deliveries.open(channel.get());
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }

    private Entry entry(ServiceName name) {
        return services.computeIfAbsent(name, key -> new Entry());
    }

    private void changed(ServiceName name, Entry entry) {
        entry.version = ++lastVersion;
        entry.seenAt = clock.instant();
        entry.snapshot = null;
        if (entry.service == null && entry.groups.isEmpty()) {
            services.remove(name);
        }
        deliveries.mark(new Change.OfService(name));
    }

    private void originChanged(OriginState next) {
        originState = next;
        deliveries.mark(Change.OfOrigin.INSTANCE);
    }

    // What channels read, all under lock.

    boolean isSynced(Input input) {
        return synced.contains(input);
    }

    OriginState originState() {
        return originState;
    }

    @Nullable
    ServiceSnapshot snapshot(ServiceName name, boolean withGroups) {
        Entry entry = services.get(name);
        if (entry == null || entry.service == null) {
            return null;
        }
        if (!withGroups) {
            return ServiceSnapshot.of(entry.service, List.of(), entry.version, origin, entry.seenAt);
        }
        if (entry.snapshot == null) {
            entry.snapshot = ServiceSnapshot.of(entry.service, entry.groups, entry.version, origin, entry.seenAt);
        }
        return entry.snapshot;
    }

    @Nullable
    Namespace namespace(String name) {
        return namespaces.get(name);
    }

    @Nullable
    Pod pod(String namespace, String name) {
        Map<String, Pod> siblings = pods.get(namespace);
        return siblings == null ? null : siblings.get(name);
    }

    @Nullable
    Node node(String name) {
        return nodes.get(name);
    }

    /** Every key that stands for something now, then the inputs that are synced, in the order to deliver them. */
    List<Change> everything() {
        List<Change> all = new ArrayList<>();
        addAll(all, namespaces.keySet(), Change.OfNamespace::new);
        addAll(all, nodes.keySet(), Change.OfNode::new);
        pods.forEach(
                (namespace, siblings) -> addAll(all, siblings.keySet(), name -> new Change.OfPod(namespace, name)));
        addAll(all, services.keySet(), Change.OfService::new);
        addAll(all, synced, Change.OfSync::new);
        all.add(Change.OfOrigin.INSTANCE);
        return all;
    }

    private static <K> void addAll(List<Change> all, Iterable<K> keys, Function<K, Change> change) {
        keys.forEach(key -> all.add(change.apply(key)));
    }

    /** One Service by name: what is known of it, and what of its groups. */
    private static final class Entry {
        private @Nullable Service service;
        private List<EndpointGroup> groups = List.of();
        private long version;
        private Instant seenAt = Instant.EPOCH;
        // Made when first delivered, then the same object for every watcher.
        private @Nullable ServiceSnapshot snapshot;

        private int indexOf(String groupName) {
            for (int i = 0; i < groups.size(); i++) {
                if (groups.get(i).name().equals(groupName)) {
                    return i;
                }
            }
            return -1;
        }

        /** The given groups, each replaced by the one held now where that is equal. */
        private List<EndpointGroup> shareWith(List<EndpointGroup> given) {
            List<EndpointGroup> shared = new ArrayList<>(given.size());
            for (EndpointGroup group : given) {
                int at = indexOf(group.name());
                shared.add(at >= 0 && groups.get(at).equals(group) ? groups.get(at) : group);
            }
            return List.copyOf(shared);
        }
    }
}
