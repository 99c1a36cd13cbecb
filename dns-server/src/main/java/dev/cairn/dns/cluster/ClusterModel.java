// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import dev.cairn.discovery.ClusterWatcher;
import dev.cairn.discovery.Input;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Namespace;
import dev.cairn.discovery.Selection;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServiceSnapshot;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The Services and namespaces of a selection, compiled for answering; filled by watching a source with {@link #selection()}.
 *
 * <p>A Service is visible when its namespace exists and is covered by the selection.
 *
 * <p><b>Thread-safe</b> for readers; the methods of {@link ClusterWatcher} are <b>confined to</b> the source's thread.
 */
public final class ClusterModel implements ClusterWatcher {
    private final Selection selection;
    private final InstantSource clock;
    private final ServiceCompiler compiler;
    private final OwnAddresses ownAddresses;
    private final LabelTable<ServiceCell> services = new LabelTable<>();
    private final LabelTable<NamespaceCell> namespaces = new LabelTable<>();
    private final ReverseNames reverseNames = new ReverseNames();
    private final CompletableFuture<@Nullable Void> allSynced = new CompletableFuture<>();

    private volatile int syncedInputs;
    private volatile int serial;
    private volatile long staleSinceMillis = -1;
    private final AtomicInteger serviceCount = new AtomicInteger();
    private final AtomicInteger endpointCount = new AtomicInteger();
    private final AtomicInteger namespaceCount = new AtomicInteger();

    /**
     * A model of which nothing is known yet.
     *
     * @param ownAddresses the addresses of this server, for the NS records of its zones
     */
    public ClusterModel(ModelOptions options, List<IpAddress> ownAddresses) {
        this(options, ownAddresses, InstantSource.system());
    }

    /** As {@link #ClusterModel(ModelOptions, List)}, with the clock that serial numbers and ages are read from. */
    public ClusterModel(ModelOptions options, List<IpAddress> ownAddresses, InstantSource clock) {
        this.selection = options.selection();
        this.clock = clock;
        this.compiler = new ServiceCompiler(options.podNames());
        this.ownAddresses = new OwnAddresses(ownAddresses);
        this.serial = nowSeconds();
        this.syncedInputs = bits(EnumSet.complementOf(EnumSet.copyOf(selection.inputs())));
    }

    /** What a source is to be watched for. */
    public Selection selection() {
        return selection;
    }

    @Override
    public void onService(ServiceSnapshot snapshot) {
        ServiceName name = snapshot.name();
        if (!isAskable(name) || !selection.covers(name.namespace())) {
            return;
        }
        ServiceCell cell = cell(name);
        CompiledService before = cell.current();
        Object edit = new Object();
        ServiceCompiler.Step step = compiler.compile(cell, snapshot, before, edit);
        cell.publish(step.version());
        if (before == null) {
            serviceCount.incrementAndGet();
        }
        changeReverseNames(step, edit);
        if (step.isVisible()) {
            moveSerial();
        }
    }

    @Override
    public void onServiceRemoved(ServiceName name) {
        byte[] key = isAskable(name) ? ServiceCell.key(name) : new byte[0];
        ServiceCell cell = services.find(key, 0, key.length);
        CompiledService last = cell == null ? null : cell.current();
        if (cell == null || last == null) {
            return;
        }
        changeReverseNames(ServiceCompiler.removal(last), new Object());
        cell.publish(null);
        serviceCount.decrementAndGet();
        moveSerial();
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
        if (Labels.isLabel(namespace.name())) {
            setVisible(namespaceCell(namespace.name()), selection.covers(namespace.name()));
        }
    }

    @Override
    public void onNamespaceRemoved(String name) {
        if (Labels.isLabel(name)) {
            setVisible(namespaceCell(name), false);
        }
    }

    private void setVisible(NamespaceCell cell, boolean visible) {
        if (cell.isVisible() != visible) {
            cell.setVisible(visible);
            namespaceCount.addAndGet(visible ? 1 : -1);
            moveSerial();
        }
    }

    @Override
    public void onSynced(Input input) {
        int before = syncedInputs;
        syncedInputs = before | bit(input);
        if (isSynced()) {
            allSynced.complete(null);
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

    private static boolean isAskable(ServiceName name) {
        return Labels.isLabel(name.name()) && Labels.isLabel(name.namespace());
    }

    private ServiceCell cell(ServiceName name) {
        byte[] key = ServiceCell.key(name);
        ServiceCell cell = services.find(key, 0, key.length);
        if (cell == null) {
            cell = new ServiceCell(name, namespaceCell(name.namespace()));
            services.add(cell);
        }
        return cell;
    }

    private NamespaceCell namespaceCell(String name) {
        byte[] label = Labels.of(name);
        NamespaceCell cell = namespaces.find(label, 0, label.length);
        if (cell == null) {
            cell = new NamespaceCell(label);
            namespaces.add(cell);
        }
        return cell;
    }

    /** Grows with every visible change; while the world is being read, many changes are one. */
    private void moveSerial() {
        int now = nowSeconds();
        int next = serial + (isSynced() ? 1 : 0);
        serial = Integer.compareUnsigned(now, next) > 0 ? now : next;
    }

    private int nowSeconds() {
        return (int) clock.instant().getEpochSecond();
    }

    private static int bits(Iterable<Input> inputs) {
        int bits = 0;
        for (Input input : inputs) {
            bits |= bit(input);
        }
        return bits;
    }

    static int bit(Input input) {
        return switch (input) {
            case SERVICES -> 1;
            case ENDPOINTS -> 2;
            case NAMESPACES -> 4;
            case PODS -> 8;
            case NODES -> 16;
        };
    }

    LabelTable<ServiceCell> services() {
        return services;
    }

    LabelTable<NamespaceCell> namespaces() {
        return namespaces;
    }

    ReverseNames reverseNames() {
        return reverseNames;
    }

    OwnAddresses ownAddresses() {
        return ownAddresses;
    }

    /** The inputs that are synced, as {@linkplain #bit bits}. To be read before what they vouch for. */
    int syncedInputs() {
        return syncedInputs;
    }

    /** The serial number of every zone: Unix seconds of the last visible change, or more where changes came faster. */
    int serial() {
        return serial;
    }

    /** Whether every input of the selection is synced. */
    public boolean isSynced() {
        return syncedInputs == bits(EnumSet.allOf(Input.class));
    }

    /** Whether an input is synced, or not selected and therefore not waited for. */
    public boolean isSynced(Input input) {
        return (syncedInputs & bit(input)) != 0;
    }

    /** Completes when every input of the selection is synced. */
    public CompletionStage<@Nullable Void> whenSynced() {
        return allSynced;
    }

    /** How long the source has been without its origin; zero while it has it. */
    public Duration staleness() {
        long since = staleSinceMillis;
        return since < 0 ? Duration.ZERO : Duration.ofMillis(Math.max(0, clock.millis() - since));
    }

    /** How many Services there are, hidden ones among them. */
    public int serviceCount() {
        return serviceCount.get();
    }

    /** How many ready endpoints there are, counted once for each group that has them. */
    public int endpointCount() {
        return endpointCount.get();
    }

    /** How many namespaces are visible. */
    public int namespaceCount() {
        return namespaceCount.get();
    }
}
