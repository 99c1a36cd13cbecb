// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import dev.cairn.discovery.DiscoverySource;
import dev.cairn.dns.cluster.ClusterModel;
import dev.cairn.dns.transport.Listener;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.SummaryWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Quantiles;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** What CoreDNS has no name for: the state of the source and of connections, under {@code cairn_}. */
final class ServerGauges {

    private static final double MILLIS_PER_SECOND = 1000.0;
    private static final double NANOS_PER_SECOND = 1e9;

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
        gauge(
                registry,
                "cairn_cluster_compiled_bytes",
                "Octets of addresses and labels compiled for answering.",
                models,
                model -> model.compilations().bytes());
        registerUpdates(registry, models);
        GaugeWithCallback.builder()
                .name("cairn_stream_connections")
                .help("Open TCP connections.")
                .labelNames("address")
                .callback(values ->
                        listeners.get().forEach(listener -> values.call(listener.connections(), listener.toString())))
                .register(registry);
    }

    private static void registerUpdates(PrometheusRegistry registry, Supplier<Collection<ClusterModel>> models) {
        SummaryWithCallback.builder()
                .name("cairn_cluster_update_seconds")
                .help("Time to compile a changed Service and to publish it.")
                .callback(values -> {
                    long count = 0;
                    double seconds = 0;
                    for (ClusterModel model : models.get()) {
                        count += model.compilations().count();
                        seconds += model.compilations().time().toNanos() / NANOS_PER_SECOND;
                    }
                    values.call(count, seconds, Quantiles.EMPTY);
                })
                .register(registry);
    }

    /** The longest silence of the source's watches, once there is a source, and for those that know. */
    static void registerSilence(PrometheusRegistry registry, Supplier<Optional<DiscoverySource>> source) {
        GaugeWithCallback.builder()
                .name("cairn_cluster_last_event_age_seconds")
                .help("Time since the API server was last heard of, on the watch that has been silent longest.")
                .callback(values -> source.get()
                        .flatMap(DiscoverySource::silence)
                        .ifPresent(silence -> values.call(silence.toMillis() / MILLIS_PER_SECOND)))
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
