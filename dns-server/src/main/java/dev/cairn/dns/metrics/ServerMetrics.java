// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.metrics;

import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.chain.Meters;
import dev.cairn.dns.chain.Plan;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmClassLoadingMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmCompilationMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All metrics of one server, ready to be scraped.
 *
 * <p><b>Thread-safe.</b>
 */
public final class ServerMetrics {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final ExpositionFormats formats = ExpositionFormats.init();
    private final QueryMetrics queries = new QueryMetrics();
    private final PrometheusMeters meters = new PrometheusMeters(registry);
    private final Gauge enabled = Gauge.builder()
            .name("coredns_plugin_enabled")
            .help("A metric that indicates whether a plugin is enabled on per server and zone basis.")
            .labelNames("server", "zone", "view", "name")
            .register(registry);
    private boolean showsRuntime; // guarded by this

    /**
     * Metrics of a server of this version.
     *
     * @param version of the server
     * @param revision of its sources; may be empty
     */
    public ServerMetrics(String version, String revision) {
        registry.register(queries);
        ProcessMetrics.builder().register(registry);
        new KernelFigures(Path.of("/proc/self")).register(registry);
        JvmMemoryMetrics.builder().register(registry);
        JvmGarbageCollectorMetrics.builder().register(registry);
        Info.builder()
                .name("coredns_build_info")
                .help("A metric with a constant '1' value labeled by version, revision, and runtime version.")
                .labelNames("version", "revision", "goversion")
                .register(registry)
                .setLabelValues(version, revision, "java" + Runtime.version().feature());
    }

    /** The counters of queries. */
    public QueryMetrics queries() {
        return queries;
    }

    /** Where handlers count. */
    public Meters meters() {
        return meters;
    }

    /** Where further metrics are registered. */
    public PrometheusRegistry registry() {
        return registry;
    }

    /** Shows threads, classes, compilation and buffers of the run time, too, from now on. */
    public synchronized void showRuntime() {
        if (!showsRuntime) {
            showsRuntime = true;
            JvmThreadsMetrics.builder().register(registry);
            JvmClassLoadingMetrics.builder().register(registry);
            JvmCompilationMetrics.builder().register(registry);
            JvmBufferPoolMetrics.builder().register(registry);
        }
    }

    /** Says which directives work where, in place of what was said before. */
    public void showEnabled(List<Plan> plans) {
        enabled.clear();
        for (Plan plan : plans) {
            for (Handler handler : plan.handlers()) {
                enabled.labelValues(plan.server(), plan.blockZone(), "", handler.directive())
                        .set(1);
            }
        }
    }

    /** The content type of what {@link #write} writes for a scraper that accepts this. */
    public String contentType(@Nullable String accept) {
        return writer(accept).getContentType();
    }

    /** Writes all metrics in the format that the scraper accepts; text when it says nothing. */
    public void write(OutputStream out, @Nullable String accept) throws IOException {
        meters.catchUp();
        writer(accept).write(out, registry.scrape());
    }

    private ExpositionFormatWriter writer(@Nullable String accept) {
        return formats.findWriter(accept);
    }
}
