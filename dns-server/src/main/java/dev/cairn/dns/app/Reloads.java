// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import dev.cairn.discovery.DiscoveryException;
import dev.cairn.dns.config.ConfigException;
import dev.cairn.dns.handler.reload.ReloadConfig;
import dev.cairn.dns.transport.ListenException;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the Corefile from time to time, has the server go over to it when it says something else, and tells what came of it. What is
 * wrong in a file is told once; what is wrong around it, such as an address in use, is tried again at each look.
 *
 * <p><b>Thread-safe.</b> Its thread is {@code dns-reload}.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails is logged where it fails
final class Reloads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DnsServer.class);
    private static final long RETIRED_LOOK_MILLIS = 250;

    private final DnsServer.Builder builder;
    private final Lifecycle server;
    private final Counter failures;
    private final Info version;
    private final SecureRandom random = new SecureRandom();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread started = new Thread(work, "dns-reload");
        started.setDaemon(true);
        return started;
    });
    private volatile String wrongFingerprint = "";
    private @Nullable ScheduledFuture<?> nextLook; // guarded by this

    Reloads(DnsServer.Builder builder, Lifecycle server, PrometheusRegistry registry) {
        this.builder = builder;
        this.server = server;
        failures = Counter.builder()
                .name("coredns_reload_failed_total")
                .help("Counter of the number of failed reload attempts.")
                .register(registry);
        version = Info.builder()
                .name("coredns_reload_version_info")
                .help("A metric with a constant '1' value labeled by hash, and value which type of hash generated.")
                .labelNames("hash", "value")
                .register(registry);
    }

    /** Begins to look, if the configuration says so. */
    void start() {
        showVersion();
        lookLater();
    }

    /** In the place of the look that was to come. */
    private synchronized void lookLater() {
        if (nextLook != null) {
            nextLook.cancel(false);
            nextLook = null;
        }
        Optional<ReloadConfig> config = server.configuration().reload();
        if (config.isPresent() && !thread.isShutdown()) {
            long nanos = config.get().drawn(random).toNanos();
            nextLook = thread.schedule(this::look, nanos, TimeUnit.NANOSECONDS);
        }
    }

    private void look() {
        try {
            String fingerprint = Configuration.currentFingerprint(builder);
            if (!fingerprint.equals(server.configuration().fingerprint()) && !fingerprint.equals(wrongFingerprint)) {
                reload();
            }
        } catch (RuntimeException e) {
            LOG.error("the Corefile cannot be looked at", e);
        }
        lookLater();
    }

    /** Has the server go over to the Corefile as it is now. Returns whether it did. */
    boolean reload() {
        try {
            if (!server.reload()) {
                return false;
            }
            wrongFingerprint = "";
            showVersion();
            closeRetiredLater();
            lookLater();
            LOG.info(
                    "reloaded: running the Corefile with SHA-512 {}",
                    server.configuration().fingerprint());
            return true;
        } catch (ConfigException e) {
            wrongFingerprint = Configuration.currentFingerprint(builder);
            LOG.error("the Corefile was changed, but is wrong; going on with the one before:");
            e.problems().forEach(problem -> LOG.error("{}", problem));
        } catch (ListenException | DiscoveryException | ReloadException e) {
            LOG.error("cannot go over to the changed Corefile: {}; going on with the one before", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        failures.inc();
        return false;
    }

    private void showVersion() {
        version.setLabelValues("sha512", server.configuration().fingerprint());
    }

    private void closeRetiredLater() {
        thread.schedule(
                () -> {
                    if (server.closeRetired()) {
                        closeRetiredLater();
                    }
                },
                RETIRED_LOOK_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
