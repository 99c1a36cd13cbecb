// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.discovery.Input;
import dev.cairn.discovery.LabelSelector;
import dev.cairn.discovery.Selection;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.kubernetes.Loop.Timer;
import dev.cairn.discovery.kubernetes.read.ApiStatus;
import dev.cairn.discovery.kubernetes.read.Interner;
import dev.cairn.discovery.kubernetes.read.NamespaceReader;
import dev.cairn.discovery.kubernetes.read.NodeReader;
import dev.cairn.discovery.kubernetes.read.ObjectReader;
import dev.cairn.discovery.kubernetes.read.PodReader;
import dev.cairn.discovery.kubernetes.read.ServiceImportReader;
import dev.cairn.discovery.kubernetes.read.ServiceReader;
import dev.cairn.discovery.kubernetes.read.SliceReader;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills one model: that of a selection, or the small one of a single Service. <b>Confined to</b> the loop, but for the model, which is
 * thread-safe.
 */
final class Feed implements ReflectorListener {
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

    private final FeedContext context;
    private final String what;
    private final InMemoryDiscovery model;
    private final OriginHealth health;
    private final Interner interner = new Interner();
    private final List<Reflector<?>> reflectors = new ArrayList<>();
    /** What stands in for a resource that may not be read. */
    private final Map<ResourceQuery, StandIn> standIns = new HashMap<>();
    /** The resources that have been read, or have a stand-in. */
    private final Set<ResourceQuery> synced = new HashSet<>();

    private final long startNanos = System.nanoTime();
    private Timer progress = Timer.NONE;

    private Feed(FeedContext context, String what) {
        this.context = context;
        this.what = what;
        this.model = new InMemoryDiscovery(context.server().url(), context.clock());
        this.health = new OriginHealth(model, context, what);
    }

    /** A feed of everything that a selection covers. */
    static Feed of(Selection selection, FeedContext context) {
        Feed feed = new Feed(context, selection.toString());
        Set<String> namespaces = selection.namespaces().isEmpty() ? Set.of("") : selection.namespaces();
        for (String namespace : namespaces) {
            feed.addNamespaced(selection, namespace);
        }
        if (selection.inputs().contains(Input.NODES)) {
            feed.add(ResourceQuery.all(Resource.NODES, ""), new NodeReader(), Mirror.ofNodes(feed.model));
        }
        return feed;
    }

    /** A feed of one Service and its slices. */
    static Feed of(ServiceName name, FeedContext context) {
        Feed feed = new Feed(context, name.toString());
        ResourceQuery services = ResourceQuery.named(Resource.SERVICES, name.namespace(), name.name());
        ResourceQuery slices = ResourceQuery.labelled(
                Resource.ENDPOINT_SLICES, name.namespace(), SliceReader.SERVICE_LABEL, name.name());
        ServiceStandIn standIn = new ServiceStandIn(name, feed.model);
        feed.standIns.put(services, standIn);
        feed.add(services, new ServiceReader(feed.interner), Mirror.ofServices(feed.model));
        feed.add(slices, new SliceReader(feed.interner, true), standIn);
        return feed;
    }

    private void addNamespaced(Selection selection, String namespace) {
        Set<Input> inputs = selection.inputs();
        if (selection.imports()) {
            addImports(selection, namespace);
        } else {
            addServices(selection, namespace);
        }
        if (inputs.contains(Input.NAMESPACES)) {
            addNamespaces(namespace, selection.namespaceLabels());
        }
        if (inputs.contains(Input.PODS)) {
            add(
                    ResourceQuery.selected(Resource.PODS, namespace, selection.labels()),
                    new PodReader(interner, selection.podAddressesOnly()),
                    Mirror.ofPods(model));
        }
    }

    private void addServices(Selection selection, String namespace) {
        add(
                ResourceQuery.selected(Resource.SERVICES, namespace, selection.labels()),
                new ServiceReader(interner),
                Mirror.ofServices(model));
        if (selection.inputs().contains(Input.ENDPOINTS)) {
            add(
                    ResourceQuery.selected(Resource.ENDPOINT_SLICES, namespace, selection.labels()),
                    new SliceReader(interner, selection.podReferences()),
                    new SliceMirror(model));
        }
    }

    /** Of all slices those that were imported are asked for: only they have the label. */
    private void addImports(Selection selection, String namespace) {
        add(
                ResourceQuery.selected(Resource.SERVICE_IMPORTS, namespace, selection.labels()),
                new ServiceImportReader(interner),
                Mirror.ofServices(model));
        if (selection.inputs().contains(Input.ENDPOINTS)) {
            LabelSelector imported = LabelSelector.parse(SliceReader.IMPORT_LABEL);
            add(
                    ResourceQuery.selected(Resource.ENDPOINT_SLICES, namespace, imported.and(selection.labels())),
                    SliceReader.ofImports(interner, selection.podReferences()),
                    new SliceMirror(model));
        }
    }

    private void addNamespaces(String only, LabelSelector labels) {
        if (only.isEmpty()) {
            add(
                    ResourceQuery.selected(Resource.NAMESPACES, "", labels),
                    new NamespaceReader(),
                    Mirror.ofNamespaces(model));
            return;
        }
        ResourceQuery query = ResourceQuery.named(Resource.NAMESPACES, "", only);
        standIns.put(query, new NamespaceStandIn(only, model));
        add(query, new NamespaceReader(), Mirror.ofNamespaces(model));
    }

    private <T> void add(ResourceQuery query, ObjectReader<T> reader, Mirror<T> mirror) {
        reflectors.add(new Reflector<>(query, reader, mirror, interner, context, this));
    }

    InMemoryDiscovery model() {
        return model;
    }

    /** How long the resource has been silent that has been so longest; on any thread. */
    long silenceNanos() {
        return reflectors.stream().mapToLong(Reflector::silenceNanos).max().orElse(0);
    }

    void start() {
        reflectors.forEach(Reflector::start);
        progress = context.loop().schedule(context.tuning().progressPeriod().toNanos(), this::logProgress);
    }

    /** Stops reading; the model is left to its owner. */
    void stop() {
        progress.cancel();
        health.close();
        reflectors.forEach(Reflector::close);
    }

    @Override
    public void onListed(Reflector<?> reflector) {
        StandIn standIn = standIns.get(reflector.query());
        if (standIn != null) {
            standIn.end(reflector.size() > 0);
        }
        markSynced(reflector);
    }

    private void markSynced(Reflector<?> reflector) {
        if (!synced.add(reflector.query())) {
            return;
        }
        Input input = reflector.query().resource().input();
        if (reflectors.stream()
                .filter(other -> fills(other, input))
                .allMatch(other -> synced.contains(other.query()))) {
            model.synced(input);
        }
        if (isSynced()) {
            progress.cancel();
            LOG.info(
                    "{}: synced {} from {} in {}",
                    what,
                    counts(),
                    context.server().url(),
                    Durations.text(System.nanoTime() - startNanos));
        }
    }

    private static boolean fills(Reflector<?> reflector, Input input) {
        return reflector.query().resource().input() == input;
    }

    private boolean isSynced() {
        return synced.size() == reflectors.size();
    }

    private String counts() {
        Map<Resource, Integer> sizes = new EnumMap<>(Resource.class);
        reflectors.forEach(each -> sizes.merge(each.query().resource(), each.size(), Integer::sum));
        return sizes.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey().plural())
                .collect(Collectors.joining(", "));
    }

    private void logProgress() {
        if (!isSynced()) {
            long kilobytes = reflectors.stream().mapToLong(Reflector::readBytes).sum() / 1024;
            LOG.info("{}: reading: {} so far, {} KiB", what, counts(), kilobytes);
            progress = context.loop().schedule(context.tuning().progressPeriod().toNanos(), this::logProgress);
        }
    }

    @Override
    public void onConfirmed(Reflector<?> reflector) {
        health.confirmed(reflector.query());
    }

    @Override
    public void onLost(Reflector<?> reflector, String reason) {
        health.lost(reflector.query(), reason);
    }

    @Override
    public void onRefused(Reflector<?> reflector, String verb, ApiStatus status) {
        ResourceQuery query = reflector.query();
        List<ResourceQuery> asked = reflectors.stream().map(Reflector::query).toList();
        health.failed(query, Permissions.explain(context.server().url(), verb, query, status, asked));
        StandIn standIn = standIns.get(query);
        if (standIn != null && status.code() == 403 && !synced.contains(query)) {
            standIn.begin();
            markSynced(reflector);
        }
    }
}
