// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import dev.cairn.discovery.DiscoverySource;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Watch;
import dev.cairn.dns.chain.Meters;
import dev.cairn.dns.cluster.ClusterModel;
import dev.cairn.dns.cluster.ModelOptions;
import dev.cairn.dns.handler.kubernetes.KubernetesMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The compiled models of a server, one for each set of options, however many blocks and zones show it. Confined to one thread. */
final class ClusterModels {

    private final List<IpAddress> ownAddresses;
    private final InstantSource clock;
    private final KubernetesMetrics metrics;
    private final Map<ModelOptions, ClusterModel> models = new LinkedHashMap<>();
    private final List<Watch> watches = new ArrayList<>();

    ClusterModels(List<IpAddress> ownAddresses, InstantSource clock, Meters meters) {
        this.ownAddresses = ownAddresses;
        this.clock = clock;
        this.metrics = new KubernetesMetrics(meters);
    }

    ClusterModel of(ModelOptions options) {
        return models.computeIfAbsent(options, key -> new ClusterModel(key, ownAddresses, clock, metrics));
    }

    Collection<ClusterModel> all() {
        return models.values();
    }

    void watch(DiscoverySource source) {
        source.observe(metrics);
        models.values().forEach(model -> watches.add(source.watchAll(model.selection(), model)));
    }

    /**
     * Waits until all models are synced or that is not wanted any more; false if it takes longer. A model that has a restored state to
     * answer from is not waited for once its source has missed its origin.
     */
    boolean awaitSynced(Duration limit, CompletableFuture<?> unwanted) throws InterruptedException {
        CompletableFuture<?>[] synced =
                models.values().stream().map(ClusterModels::answerable).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.anyOf(CompletableFuture.allOf(synced), unwanted)
                    .get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new AssertionError("a model never fails to sync", e);
        }
        return unwanted.isDone() || models.values().stream().allMatch(ClusterModel::isSynced);
    }

    private static CompletableFuture<?> answerable(ClusterModel model) {
        CompletableFuture<?> synced = model.whenSynced().toCompletableFuture();
        return model.isRestored()
                ? CompletableFuture.anyOf(synced, model.whenOriginMissed().toCompletableFuture())
                : synced;
    }

    void close() {
        watches.forEach(Watch::close);
    }
}
