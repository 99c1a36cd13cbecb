// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Asks the server's own {@code /health} once a second and measures how long that takes: a process that has too much to do
 * is late here, too. Confined to its thread {@code dns-probe}.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the timer ends with the probe
final class HealthProbe implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 5000;
    private static final double[] BOUNDS_SECONDS = {0.00025, 0.0025, 0.025, 0.25, 2.5};

    private final Histogram durations;
    private final Counter failures;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "dns-probe");
        thread.setDaemon(true);
        return thread;
    });
    private boolean isStarted;

    /** Shows its families from now on, as CoreDNS does without a {@code health} line, too. */
    HealthProbe(PrometheusRegistry registry) {
        durations = Histogram.builder()
                .name("coredns_health_request_duration_seconds")
                .help("Histogram of the time (in seconds) each request took.")
                .classicOnly()
                .classicUpperBounds(BOUNDS_SECONDS)
                .register(registry);
        failures = Counter.builder()
                .name("coredns_health_request_failures_total")
                .help("The number of times the health check failed.")
                .register(registry);
    }

    /** Begins to ask, each time at the address that this names, if any; once. */
    void start(Supplier<Optional<InetSocketAddress>> health) {
        if (isStarted) {
            return;
        }
        isStarted = true;
        timer.scheduleWithFixedDelay(() -> health.get().ifPresent(this::ask), 1, 1, TimeUnit.SECONDS);
    }

    void ask(InetSocketAddress health) {
        long startNanos = System.nanoTime();
        try {
            InetAddress host =
                    health.getAddress().isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : health.getAddress();
            URL url = new URL("http", host.getHostAddress(), health.getPort(), "/health");
            HttpURLConnection connection = (HttpURLConnection) url.openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            connection.getResponseCode();
            connection.disconnect();
            durations.observe((System.nanoTime() - startNanos) / 1e9);
        } catch (IOException e) {
            failures.inc();
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
