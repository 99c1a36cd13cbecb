// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import dev.cairn.discovery.DiscoverySource;
import dev.cairn.dns.cluster.ClusterModel;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What fills the models: one source, the watches of the models, and their states on disk. Confined to one thread at a time, but for {@link
 * #models}, which is thread-safe.
 */
final class ClusterFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DnsServer.class);

    private final DnsServer.Builder builder;
    private final PrometheusRegistry registry;
    private final CompletableFuture<?> stopAsked;
    private volatile ClusterModels models;
    private Map<String, String> options = Map.of();
    private volatile @Nullable DiscoverySource source;
    private @Nullable StateKeeper keeper;

    ClusterFeed(
            DnsServer.Builder builder,
            PrometheusRegistry registry,
            CompletableFuture<?> stopAsked,
            ClusterModels models) {
        this.builder = builder;
        this.registry = registry;
        this.stopAsked = stopAsked;
        this.models = models;
    }

    Collection<ClusterModel> models() {
        return models.all();
    }

    /** Models for another configuration, which may share those of now. */
    ClusterModels successor() {
        return models.successor();
    }

    /** Whether a configuration is read from the source that is open. */
    boolean reads(Configuration configuration) {
        return source != null && options.equals(configuration.clusterOptions());
    }

    /**
     * Fills the models of a configuration and waits for them as long as it allows; what is filled already is not read again.
     *
     * @throws InterruptedException with nothing changed, as after any exception
     */
    Change prepare(Configuration configuration, ClusterModels next) throws InterruptedException {
        Change change = new Change(configuration.clusterOptions(), next);
        boolean done = false;
        try {
            if (!next.all().isEmpty()) {
                change.fill(configuration.startupTimeout());
            }
            done = true;
        } finally {
            if (!done) {
                change.undo();
            }
        }
        return change;
    }

    /** What the models are filled from; empty while there is none. */
    Optional<DiscoverySource> source() {
        return Optional.ofNullable(source);
    }

    private StateKeeper keeper(Path folder) {
        StateKeeper opened = keeper;
        if (opened == null) {
            opened = new StateKeeper(folder, builder.clock());
            opened.register(registry);
            opened.start();
            keeper = opened;
        }
        return opened;
    }

    private void closeSource(@Nullable DiscoverySource closed) {
        if (closed != null && builder.closesDiscovery()) {
            closed.close();
        }
    }

    @Override
    public void close() {
        models.close();
        if (keeper != null) {
            keeper.close(); // no change comes any more
        }
        closeSource(source);
    }

    /** A change to other models, which are filled. */
    final class Change {
        private final Map<String, String> nextOptions;
        private final ClusterModels next;
        private @Nullable DiscoverySource from;
        private List<KeptState> states = List.of();
        private boolean synced = true;
        private Duration waited = Duration.ZERO;

        private Change(Map<String, String> nextOptions, ClusterModels next) {
            this.nextOptions = nextOptions;
            this.next = next;
        }

        private void fill(Duration limit) throws InterruptedException {
            long startNanos = System.nanoTime();
            boolean same = source != null && nextOptions.equals(options);
            DiscoverySource opened = same && source != null ? source : builder.openDiscovery(nextOptions);
            from = opened;
            if (!next.added().isEmpty()) {
                LOG.info("reading {}", opened.origin());
            }
            // Before the source is watched, which may take the place of all that was restored at once.
            builder.stateDir().ifPresent(folder -> {
                states = keeper(folder).statesOf(next.all(), opened.origin());
                states.stream()
                        .filter(state -> next.added().stream().anyMatch(state::isOf))
                        .forEach(KeptState::restore);
            });
            next.watch(opened);
            for (ClusterModel model : next.added()) {
                model.whenSynced().thenRun(() -> logSynced(model, opened, startNanos));
            }
            synced = next.awaitSynced(limit, stopAsked);
            waited = Duration.ofNanos(System.nanoTime() - startNanos);
        }

        /** Whether all that is new was read in time; if not, it goes on to be read. */
        boolean isSynced() {
            return synced;
        }

        /** How long all that was waited for. */
        Duration waited() {
            return waited;
        }

        /** What is read; to be asked for only where there are models. */
        String origin() {
            return from == null ? "nothing" : from.origin();
        }

        /** Ends the reading of what is new. */
        void undo() {
            next.close();
            if (from != source) {
                closeSource(from);
            }
        }

        /** Ends the reading of what is needed no more. */
        void apply() {
            if (next != models) {
                next.replace(models);
                models = next;
            }
            options = nextOptions;
            DiscoverySource before = source;
            source = from;
            if (before != from) {
                closeSource(before);
            }
            if (keeper != null) {
                keeper.keep(states);
            }
        }
    }

    private static void logSynced(ClusterModel model, DiscoverySource source, long startNanos) {
        LOG.info(
                "synced with {}: {} services, {} endpoints, {} namespaces in {} ms",
                source.origin(),
                model.serviceCount(),
                model.endpointCount(),
                model.namespaceCount(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos));
    }
}
