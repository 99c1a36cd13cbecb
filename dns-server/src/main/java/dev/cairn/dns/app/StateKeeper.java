// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import dev.cairn.discovery.Selection;
import dev.cairn.dns.cluster.ClusterModel;
import dev.cairn.dns.state.StateFile;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the states of all models in a folder. Writing is the work of its thread {@code dns-state}, which no change and no answer waits
 * for.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails is logged where it fails
final class StateKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DnsServer.class);
    private static final long LOOK_SECONDS = 5;
    private static final long CLOSE_SECONDS = 5;
    private static final double MILLIS_PER_SECOND = 1000.0;

    private final Path folder;
    private final InstantSource clock;
    private volatile List<KeptState> states = List.of();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread started = new Thread(work, "dns-state");
        started.setDaemon(true);
        return started;
    });

    /** A keeper in this folder, of nothing yet. */
    StateKeeper(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** The states of models that are read from this origin: those that it keeps already, and others for the models added. */
    List<KeptState> statesOf(Collection<ClusterModel> models, String origin) {
        return models.stream()
                .filter(model -> !model.selection().imports()) // files do not tell clusters apart
                .map(model -> stateOf(model, origin))
                .toList();
    }

    private KeptState stateOf(ClusterModel model, String origin) {
        return states.stream()
                .filter(state -> state.isOf(model))
                .findFirst()
                .orElseGet(() -> new KeptState(file(folder, model.selection(), origin), model, origin, clock));
    }

    /** Keeps these from now on, and no others. */
    void keep(List<KeptState> kept) {
        states = List.copyOf(kept);
    }

    /** One file for each selection; a state from another origin is found in it, and refused. */
    static StateFile file(Path folder, Selection selection, String origin) {
        String selected = "namespaces " + new TreeSet<>(selection.namespaces()) + ", inputs "
                + new TreeSet<>(selection.inputs()) + ", pod names " + selection.podReferences()
                + (selection.labels().isEverything() ? "" : ", labels " + selection.labels())
                + (selection.namespaceLabels().isEverything()
                        ? ""
                        : ", labels of namespaces " + selection.namespaceLabels());
        CRC32C hash = new CRC32C();
        hash.update(selected.getBytes(StandardCharsets.UTF_8));
        String name = "cluster-%08x.state".formatted(hash.getValue());
        return new StateFile(folder.resolve(name), origin + ", " + selected);
    }

    /** Shows when each state was written, so that a folder that cannot be written is seen before it is needed. */
    void register(PrometheusRegistry registry) {
        GaugeWithCallback.builder()
                .name("cairn_state_written_timestamp_seconds")
                .help("When the state was written to disk last, in Unix seconds, 0 if it was not.")
                .labelNames("model")
                .callback(values -> {
                    int number = 0;
                    for (KeptState state : states) {
                        values.call(state.writtenAt().toEpochMilli() / MILLIS_PER_SECOND, Integer.toString(number++));
                    }
                })
                .register(registry);
    }

    void start() {
        thread.scheduleWithFixedDelay(() -> look(false), LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    private void look(boolean isEnd) {
        states.forEach(state -> state.look(isEnd));
    }

    /** Writes what has not been written, within some seconds. */
    @Override
    public void close() {
        thread.execute(() -> look(true));
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("the last state was not written within {} s", CLOSE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
