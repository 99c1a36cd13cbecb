// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import dev.cairn.dns.cluster.ClusterModel;
import dev.cairn.dns.transport.Listener;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** What CoreDNS has no name for: the state of the source and of connections, under {@code cairn_}. */
final class ServerGauges {

    private static final double MILLIS_PER_SECOND = 1000.0;

    private ServerGauges() {}

    static void register(
            PrometheusRegistry registry,
            Supplier<Collection<ClusterModel>> models,
            Supplier<List<Listener>> listeners) {
        gauge(
                registry,
                "cairn_cluster_synced",
                "Whether all of the cluster has been read, 0 or 1.",
                models,
                model -> model.isSynced() ? 1 : 0);
        gauge(
                registry,
                "cairn_cluster_stale_seconds",
                "How long the source has been without its origin, 0 while it has it.",
                models,
                model -> model.staleness().toMillis() / MILLIS_PER_SECOND);
        gauge(
                registry,
                "cairn_cluster_restored_age_seconds",
                "How old the state is that was restored from disk, 0 while none is in use.",
                models,
                model -> model.restoredAge().toMillis() / MILLIS_PER_SECOND);
        gauge(registry, "cairn_cluster_services", "Services known.", models, ClusterModel::serviceCount);
        gauge(registry, "cairn_cluster_endpoints", "Ready endpoints known.", models, ClusterModel::endpointCount);
        GaugeWithCallback.builder()
                .name("cairn_stream_connections")
                .help("Open TCP connections.")
                .labelNames("address")
                .callback(values ->
                        listeners.get().forEach(listener -> values.call(listener.connections(), listener.toString())))
                .register(registry);
    }

    /** Labelled by the number of the model, of which there is usually one. */
    private static void gauge(
            PrometheusRegistry registry,
            String name,
            String help,
            Supplier<Collection<ClusterModel>> models,
            ToDoubleFunction<ClusterModel> value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames("model")
                .callback(values -> {
                    int number = 0;
                    for (ClusterModel model : models.get()) {
                        values.call(value.applyAsDouble(model), Integer.toString(number++));
                    }
                })
                .register(registry);
    }
}
