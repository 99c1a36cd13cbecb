// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import dev.cairn.discovery.DiscoverySource;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Watch;
import dev.cairn.dns.chain.Meters;
import dev.cairn.dns.cluster.ClusterModel;
import dev.cairn.dns.cluster.ModelOptions;
import dev.cairn.dns.handler.kubernetes.KubernetesMetrics;
import dev.cairn.dns.handler.ready.Readiness;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The compiled models of a configuration, one for each set of options, however many blocks and zones show it. Confined to one thread at a
 * time.
 */
final class ClusterModels {

    private final List<IpAddress> ownAddresses;
    private final InstantSource clock;
    private final KubernetesMetrics metrics;
    private final Map<ModelOptions, ClusterModel> models = new LinkedHashMap<>();
    private final Map<ModelOptions, ClusterModel> earlier;
    private final Map<ClusterModel, Watch> watches = new HashMap<>();

    ClusterModels(List<IpAddress> ownAddresses, InstantSource clock, Meters meters) {
        this(ownAddresses, clock, new KubernetesMetrics(meters), Map.of());
    }

    private ClusterModels(
            List<IpAddress> ownAddresses,
            InstantSource clock,
            KubernetesMetrics metrics,
            Map<ModelOptions, ClusterModel> earlier) {
        this.ownAddresses = ownAddresses;
        this.clock = clock;
        this.metrics = metrics;
        this.earlier = earlier;
    }

    /** Models for another configuration that is read from the same source: those of equal options are the same. */
    ClusterModels successor() {
        return new ClusterModels(ownAddresses, clock, metrics, models);
    }

    /** Models for another configuration that is read from another source. */
    ClusterModels anew() {
        return new ClusterModels(ownAddresses, clock, metrics, Map.of());
    }

    ClusterModel of(ModelOptions options) {
        return models.computeIfAbsent(options, key -> {
            ClusterModel known = earlier.get(key);
            return known != null ? known : new ClusterModel(key, ownAddresses, clock, metrics);
        });
    }

    /** Those that the predecessor does not have. */
    List<ClusterModel> added() {
        return models.values().stream()
                .filter(model -> !earlier.containsValue(model))
                .toList();
    }

    Collection<ClusterModel> all() {
        return models.values();
    }

    /** What readiness asks of each of them. */
    List<Readiness.Check> checks() {
        return models.values().stream()
                .map(model -> new Readiness.Check("kubernetes", () -> state(model)))
                .toList();
    }

    private static Readiness.State state(ClusterModel model) {
        if (model.isSynced()) {
            return Readiness.State.READY;
        }
        return model.isRestored() && model.restoredAge().compareTo(ClusterModel.MAX_READY_AGE) < 0
                ? Readiness.State.READY_FOR_NOW
                : Readiness.State.NOT_READY;
    }

    /** Fills those that the predecessor does not have. */
    void watch(DiscoverySource source) {
        if (earlier.isEmpty()) { // a source that is new here
            source.observe(metrics);
        }
        added().forEach(model -> watches.put(model, source.watchAll(model.selection(), model)));
    }

    /** Ends what the predecessor watches and this does not, and takes over the rest. */
    void replace(ClusterModels predecessor) {
        predecessor.watches.forEach((model, watch) -> {
            if (models.containsValue(model)) {
                watches.put(model, watch);
            } else {
                watch.close();
            }
        });
    }

    /**
     * Waits until all models that were added are synced or that is not wanted any more; false if it takes longer. A model that has a
     * restored state to answer from is not waited for once its source has missed its origin.
     */
    boolean awaitSynced(Duration limit, CompletableFuture<?> unwanted) throws InterruptedException {
        CompletableFuture<?>[] synced =
                added().stream().map(ClusterModels::answerable).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.anyOf(CompletableFuture.allOf(synced), unwanted)
                    .get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new AssertionError("a model never fails to sync", e);
        }
        return unwanted.isDone() || added().stream().allMatch(ClusterModel::isSynced);
    }

    private static CompletableFuture<?> answerable(ClusterModel model) {
        CompletableFuture<?> synced = model.whenSynced().toCompletableFuture();
        return model.isRestored()
                ? CompletableFuture.anyOf(synced, model.whenOriginMissed().toCompletableFuture())
                : synced;
    }

    void close() {
        watches.values().forEach(Watch::close);
    }
}
