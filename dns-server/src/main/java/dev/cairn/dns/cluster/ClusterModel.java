// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import dev.cairn.discovery.ClusterWatcher;
import dev.cairn.discovery.DiscoveryException;
import dev.cairn.discovery.Input;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Namespace;
import dev.cairn.discovery.Pod;
import dev.cairn.discovery.Selection;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServiceSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The Services and namespaces of a selection, compiled for answering; filled by watching a source with {@link #selection()}.
 *
 * <p>A Service is visible when its namespace exists and is covered by the selection.
 *
 * <p>Before it watches a source it may be given the state of an earlier run. That is answered from until the first sync, with less
 * trust: see {@link #isRestored()}.
 *
 * <p><b>Thread-safe</b> for readers; the methods of {@link ClusterWatcher} are <b>confined to</b> the source's thread.
 */
public final class ClusterModel implements ClusterWatcher {
    /** How old a restored state may be for the server to count as ready with it. */
    public static final Duration MAX_READY_AGE = Duration.ofMinutes(10);

    private final ModelOptions options;
    private final Selection selection;
    private final InstantSource clock;
    private final ChangeTimes changeTimes;
    private final ServiceCompiler compiler;
    private final OwnAddresses ownAddresses;
    private final Cells cells = new Cells();
    private final ReverseNames reverseNames = new ReverseNames();
    private final PodAddresses pods = new PodAddresses();
    private final CompletableFuture<@Nullable Void> allSynced = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> originMissed = new CompletableFuture<>();

    private final SerialNumber serial;
    private volatile int syncedInputs;
    private volatile @Nullable RestoredState restored; // null from the first sync on
    private volatile long staleSinceMillis = -1;
    private final Compilations compilations = new Compilations();
    private final AtomicInteger serviceCount = new AtomicInteger();
    private final AtomicInteger endpointCount = new AtomicInteger();
    private final AtomicInteger namespaceCount = new AtomicInteger();

    /**
     * A model of which nothing is known yet.
     *
     * @param ownAddresses the addresses of this server, for the NS records of its zones
     */
    public ClusterModel(ModelOptions options, List<IpAddress> ownAddresses) {
        this(options, ownAddresses, InstantSource.system(), ChangeListener.NONE);
    }

    /**
     * As {@link #ClusterModel(ModelOptions, List)}, with the clock that serial numbers and ages are read from.
     *
     * @param listener hears how long changes took
     */
    public ClusterModel(
            ModelOptions options, List<IpAddress> ownAddresses, InstantSource clock, ChangeListener listener) {
        this.changeTimes = new ChangeTimes(listener, clock);
        this.options = options;
        this.selection = options.selection();
        this.clock = clock;
        this.compiler = new ServiceCompiler(options);
        this.ownAddresses = new OwnAddresses(ownAddresses);
        this.serial = new SerialNumber(clock);
        this.syncedInputs = InputBits.of(EnumSet.complementOf(EnumSet.copyOf(selection.inputs())));
    }

    /** What a source is to be watched for. */
    public Selection selection() {
        return selection;
    }

    /**
     * Fills the model with the state of an earlier run; to be called before the source is watched.
     *
     * @param knownAt when that was the state of the cluster
     */
    public void restore(Instant knownAt, Collection<Namespace> earlierNamespaces, Collection<ServiceSnapshot> earlier) {
        RestoredState state = new RestoredState(knownAt);
        for (Namespace namespace : earlierNamespaces) {
            state.add(namespace);
            onNamespace(namespace);
        }
        for (ServiceSnapshot snapshot : earlier) {
            if (isShown(snapshot.name())) {
                state.add(restore(snapshot));
            }
        }
        restored = state;
        syncedInputs |= InputBits.RESTORED;
    }

    /** Returns what is kept: not its endpoints, which would be in memory beside those that the source reads. */
    private ServiceSnapshot restore(ServiceSnapshot snapshot) {
        ServiceCell cell = cells.service(snapshot.name());
        cell.setRestored();
        CompiledService kept = compile(snapshot).withEmptiedGroups();
        cell.publish(kept);
        return kept.snapshot();
    }

    /** Shows all that it holds to a watcher, on any thread, each Service as it is at that moment. */
    public void show(ClusterWatcher watcher) {
        cells.show(watcher);
    }

    @Override
    public void onService(ServiceSnapshot snapshot) {
        if (isShown(snapshot.name())) {
            RestoredState state = restored;
            compile(state == null ? snapshot : state.complete(snapshot, isSynced(Input.ENDPOINTS)));
        }
    }

    private boolean isShown(ServiceName name) {
        return Cells.isAskable(name) && selection.covers(name.namespace());
    }

    private CompiledService compile(ServiceSnapshot snapshot) {
        long startNanos = System.nanoTime();
        ServiceCell cell = cells.service(snapshot.name());
        CompiledService before = cell.current();
        Object edit = new Object();
        ServiceCompiler.Step step = compiler.compile(cell, snapshot, before, edit);
        cell.publish(step.version());
        if (before == null) {
            serviceCount.incrementAndGet();
        }
        changeReverseNames(step, edit);
        if (step.isVisible()) {
            serial.move(isSynced());
        }
        if (isSynced(Input.ENDPOINTS)) { // what the first sync brings changed long ago
            changeTimes.tell(step.version(), before);
        }
        compilations.add(startNanos, step.version().bytes() - (before == null ? 0 : before.bytes()));
        return step.version();
    }

    @Override
    public void onServiceRemoved(ServiceName name) {
        RestoredState state = restored;
        if (state != null) {
            state.remove(name);
        }
        remove(name);
    }

    private void remove(ServiceName name) {
        long startNanos = System.nanoTime();
        ServiceCell cell = cells.find(name);
        CompiledService last = cell == null ? null : cell.current();
        if (cell == null || last == null) {
            return;
        }
        changeReverseNames(ServiceCompiler.removal(last), new Object());
        cell.publish(null);
        serviceCount.decrementAndGet();
        serial.move(isSynced());
        compilations.add(startNanos, -last.bytes());
    }

    private void changeReverseNames(ServiceCompiler.Step step, Object edit) {
        int difference = step.addedNames().size();
        for (EndpointBlock block : step.removedBlocks()) {
            difference -= block.count();
        }
        endpointCount.addAndGet(difference);
        reverseNames.change(step, edit);
    }

    @Override
    public void onNamespace(Namespace namespace) {
        setVisible(namespace.name(), selection.covers(namespace.name()));
    }

    @Override
    public void onNamespaceRemoved(String name) {
        setVisible(name, false);
    }

    private void setVisible(String name, boolean visible) {
        RestoredState state = restored;
        if (state != null) {
            state.tell(name);
        }
        if (Labels.isLabel(name)) {
            setVisible(cells.namespace(name), visible);
        }
    }

    private void setVisible(NamespaceCell cell, boolean visible) {
        if (cell.isVisible() != visible) {
            cell.setVisible(visible);
            namespaceCount.addAndGet(visible ? 1 : -1);
            serial.move(isSynced());
        }
    }

    @Override
    public void onPod(Pod pod) {
        if (Labels.isLabel(pod.namespace()) && pods.put(pod, cells::namespace)) {
            serial.move(isSynced());
        }
    }

    @Override
    public void onPodRemoved(String namespace, String name) {
        if (pods.remove(namespace, name, cells::namespace)) {
            serial.move(isSynced());
        }
    }

    @Override
    public void onSynced(Input input) {
        RestoredState state = restored;
        if (state != null) {
            dropUntold(state, input);
        }
        int bits = syncedInputs | InputBits.of(input);
        if (!InputBits.has(bits, InputBits.ALL)) {
            syncedInputs = bits;
            return;
        }
        restored = null;
        syncedInputs = InputBits.ALL;
        allSynced.complete(null);
    }

    private void dropUntold(RestoredState state, Input input) {
        switch (input) {
            case SERVICES -> state.endServices(this::remove);
            case ENDPOINTS -> state.endGroups(this::compile);
            case NAMESPACES -> state.endNamespaces(this::onNamespaceRemoved);
            case PODS, NODES -> {} // they are not kept
        }
    }

    @Override
    public void onStale(Duration age, String reason) {
        staleSinceMillis = clock.millis() - age.toMillis();
    }

    @Override
    public void onFresh() {
        staleSinceMillis = -1;
    }

    @Override
    public void onFailure(DiscoveryException failure) {
        originMissed.complete(null);
    }

    LabelTable<ServiceCell> services() {
        return cells.services;
    }

    LabelTable<NamespaceCell> namespaces() {
        return cells.namespaces;
    }

    ReverseNames reverseNames() {
        return reverseNames;
    }

    /**
     * The namespace of the pod that has this address alone; empty where several pods have it, where it is a node's, and while not all pods are
     * known. Needs a model of pods.
     *
     * @param address 4 or 16 octets
     */
    public Optional<String> namespaceOfPod(byte[] address) {
        NamespaceCell namespace = isSynced() ? pods.only(address) : null;
        return namespace == null ? Optional.empty() : Optional.of(namespace.name());
    }

    PodAddresses pods() {
        return pods;
    }

    ModelOptions options() {
        return options;
    }

    OwnAddresses ownAddresses() {
        return ownAddresses;
    }

    /** The inputs that are synced, as {@link InputBits}, perhaps with the restored one. To be read before what they vouch for. */
    int syncedInputs() {
        return syncedInputs;
    }

    /** The serial number of every zone: Unix seconds of the last visible change, or more where changes came faster. */
    public int serial() {
        return serial.value();
    }

    /** Whether every input of the selection is synced. */
    public boolean isSynced() {
        return InputBits.has(syncedInputs, InputBits.ALL);
    }

    /** Whether an input is synced, or not selected and therefore not waited for. */
    public boolean isSynced(Input input) {
        return InputBits.has(syncedInputs, InputBits.of(input));
    }

    /** Completes when every input of the selection is synced. */
    public CompletionStage<@Nullable Void> whenSynced() {
        return allSynced;
    }

    /** Completes when the source has said that it cannot read its origin, or not all of it. */
    public CompletionStage<@Nullable Void> whenOriginMissed() {
        return originMissed;
    }

    /**
     * Whether a restored state fills in for what has not been read. What it holds is then answered, for a short time only and marked
     * as stale; what it does not hold is not said to be absent.
     */
    public boolean isRestored() {
        return InputBits.has(syncedInputs, InputBits.RESTORED);
    }

    /** How old the restored state is: the time since it was the state of the cluster; zero when none is in use. */
    public Duration restoredAge() {
        RestoredState state = restored;
        return state == null ? Duration.ZERO : ageSince(state.knownAt().toEpochMilli());
    }

    /** When what it holds was the state of the cluster, as far as is known. */
    public Instant knownAt() {
        RestoredState state = restored;
        return state == null ? clock.instant().minus(staleness()) : state.knownAt();
    }

    /** How long the source has been without its origin; zero while it has it. */
    public Duration staleness() {
        long since = staleSinceMillis;
        return since < 0 ? Duration.ZERO : ageSince(since);
    }

    private Duration ageSince(long epochMillis) {
        return Duration.ofMillis(Math.max(0, clock.millis() - epochMillis)); // the clock may have been set back
    }

    /** How many Services there are, hidden ones among them. */
    public int serviceCount() {
        return serviceCount.get();
    }

    /** How many ready endpoints there are, counted once for each group that has them. */
    public int endpointCount() {
        return endpointCount.get();
    }

    /** What compiling has cost, and what there is of it. */
    public Compilations compilations() {
        return compilations;
    }

    /** How many namespaces are visible. */
    public int namespaceCount() {
        return namespaceCount.get();
    }
}
