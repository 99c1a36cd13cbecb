// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import dev.cairn.discovery.DiscoverySource;
import dev.cairn.dns.chain.Dispatcher;
import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.chain.Plan;
import dev.cairn.dns.cluster.ClusterModel;
import dev.cairn.dns.config.HostPort;
import dev.cairn.dns.handler.ready.Readiness;
import dev.cairn.dns.metrics.ServerMetrics;
import dev.cairn.dns.transport.Listener;
import dev.cairn.dns.transport.Pulse;
import dev.cairn.dns.transport.StreamLimits;
import dev.cairn.dns.transport.StreamLoops;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts and stops a server. Thread-safe. */
final class Lifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(DnsServer.class);
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(2);

    private enum Phase {
        STARTING,
        SERVING,
        STOPPING
    }

    private final DnsServer.Builder builder;
    private final Configuration configuration;
    private final ClusterModels models;
    private final ServerMetrics metrics;
    private final Readiness readiness;
    private final PulseMonitor monitor;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    // Held while the server starts or stops, so that neither sees half of the other.
    private final ReentrantLock transition = new ReentrantLock();
    private final CompletableFuture<@Nullable Void> stopAsked = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Phase phase = Phase.STARTING;
    private @Nullable StreamLoops loops;
    private @Nullable HttpEndpoints http;
    private @Nullable HealthProbe probe;
    private @Nullable DiscoverySource discovery;
    private @Nullable StateKeeper keeper;

    Lifecycle(DnsServer.Builder builder, Configuration configuration, ClusterModels models, ServerMetrics metrics) {
        this.builder = builder;
        this.configuration = configuration;
        this.models = models;
        this.metrics = metrics;
        this.readiness = new Readiness(
                configuration.isReadyMonitored(),
                models.all().stream()
                        .map(model -> new Readiness.Check("kubernetes", () -> state(model)))
                        .toList());
        this.monitor = new PulseMonitor(this::pulses);
    }

    private static Readiness.State state(ClusterModel model) {
        if (model.isSynced()) {
            return Readiness.State.READY;
        }
        return model.isRestored() && model.restoredAge().compareTo(ClusterModel.MAX_READY_AGE) < 0
                ? Readiness.State.READY_FOR_NOW
                : Readiness.State.NOT_READY;
    }

    private List<Pulse> pulses() {
        return listeners.stream()
                .flatMap(listener -> listener.pulses().stream())
                .toList();
    }

    void start() throws InterruptedException {
        transition.lockInterruptibly();
        try {
            if (loops != null || stopAsked.isDone()) {
                throw new IllegalStateException("a server can be started once");
            }
            startAll();
        } finally {
            if (phase == Phase.STARTING) {
                stop();
            }
            transition.unlock();
        }
    }

    private void startAll() throws InterruptedException {
        StreamLoops streamLoops = new StreamLoops();
        loops = streamLoops;
        openListeners(streamLoops);
        openHttp();
        openDiscovery();
        handlers().forEach(Handler::start);
        warmUp(streamLoops);
        if (!stopAsked.isDone()) {
            serve();
        }
    }

    /** First of all, because what is wrong with an address is known at once. */
    private void openListeners(StreamLoops streamLoops) {
        SecureRandom seeds = new SecureRandom();
        for (ListenerPlan plan : configuration.listeners()) {
            StreamLimits limits = plan.transport().limits(builder.streamLimits());
            Dispatcher dispatcher = new Dispatcher(
                    plan.zones(),
                    () -> metrics.queries().newRecorder(plan.server()),
                    seeds::nextLong,
                    limits.idleTimeout());
            listeners.add(Listener.open(
                    plan.address(),
                    dispatcher,
                    streamLoops,
                    limits,
                    plan.transport().sockets()));
        }
        List<Plan> plans = configuration.listeners().stream()
                .flatMap(plan -> plan.zones().plans().stream())
                .toList();
        metrics.showEnabled(plans);
        ServerGauges.register(metrics.registry(), models.all(), listeners);
    }

    private void openHttp() {
        HttpEndpoints endpoints = new HttpEndpoints();
        http = endpoints;
        HttpPages pages = new HttpPages(monitor, this::notReady, metrics);
        configuration.each(Block::healths).forEach(each -> endpoints.add(each.address(), "/health", pages::health));
        configuration.each(Block::healths).findFirst().ifPresent(each -> {
            HealthProbe started = new HealthProbe(metrics.registry());
            probe = started;
            started.start(endpoints.bound(each.address()));
        });
        configuration.each(Block::readies).forEach(each -> endpoints.add(each.address(), "/ready", pages::ready));
        configuration.each(Block::metrics).forEach(each -> endpoints.add(each.address(), "/metrics", pages::metrics));
    }

    private void openDiscovery() throws InterruptedException {
        if (models.all().isEmpty()) {
            return;
        }
        long startNanos = System.nanoTime();
        DiscoverySource source = builder.openDiscovery(configuration.clusterOptions());
        discovery = source;
        LOG.info("reading {}", source.origin());
        builder.stateDir().ifPresent(folder -> openStates(folder, source.origin()));
        models.watch(source);
        for (ClusterModel model : models.all()) {
            model.whenSynced().thenRun(() -> logSynced(model, source, startNanos));
        }
        Duration limit = configuration.startupTimeout();
        if (!models.awaitSynced(limit, stopAsked)) {
            LOG.warn(
                    "{} is not synced after {} ms: serving all the same, with SERVFAIL for what is not known",
                    source.origin(),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos));
        }
    }

    /** Before the source is watched, which may take the place of all that was restored at once. */
    private void openStates(Path folder, String origin) {
        StateKeeper opened = new StateKeeper(folder, models.all(), origin, builder.clock());
        keeper = opened;
        opened.register(metrics.registry());
        opened.restore();
        opened.start();
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

    private void warmUp(StreamLoops streamLoops) throws InterruptedException {
        if (builder.warmUp().isZero()) {
            return;
        }
        int answers = new WarmUp().run(builder.warmUp(), streamLoops);
        LOG.info(
                "warmed up: answered {} questions of its own, the last {} after start of the process",
                answers,
                ProcessAge.text());
    }

    private void serve() {
        listeners.forEach(Listener::start);
        monitor.start();
        phase = Phase.SERVING;
        for (Listener listener : listeners) {
            LOG.info("listening on {} (udp, tcp)", listener);
        }
        LOG.info("serving {} after start of the process", ProcessAge.text());
    }

    /** What keeps the server from being ready; empty when it is. */
    List<String> notReady() {
        return switch (phase) {
            case STARTING -> List.of("starting");
            case STOPPING -> List.of("stopping");
            case SERVING -> readiness.notReady();
        };
    }

    boolean isStopping() {
        return stopAsked.isDone();
    }

    List<InetSocketAddress> addresses() {
        return listeners.stream().map(Listener::address).toList();
    }

    InetSocketAddress httpAddress(HostPort address) {
        if (http == null) {
            throw new IllegalStateException("not started");
        }
        return http.bound(address);
    }

    void awaitClosed() throws InterruptedException {
        closed.await();
    }

    /** A start that is under way gives up soon. */
    void close() {
        stopAsked.complete(null);
        transition.lock();
        try {
            if (closed.getCount() > 0) {
                stop();
            }
        } finally {
            transition.unlock();
        }
    }

    private void stop() {
        boolean served = phase == Phase.SERVING;
        boolean interrupted = false;
        try {
            interrupted = lameduck();
            interrupted |= drain();
        } finally {
            closeAll();
            closed.countDown();
        }
        if (served) {
            LOG.info("stopped");
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns whether it was interrupted: then it goes on with the next step at once. */
    private boolean lameduck() {
        Duration lameduck = phase == Phase.SERVING ? configuration.lameduck() : Duration.ZERO;
        phase = Phase.STOPPING;
        if (lameduck.isZero()) {
            return false;
        }
        LOG.info("going on to serve for {} ms, not ready any more", lameduck.toMillis());
        try {
            TimeUnit.NANOSECONDS.sleep(lameduck.toNanos());
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    private boolean drain() {
        boolean interrupted = false;
        for (Listener listener : listeners) {
            try {
                listener.drain(DRAIN_LIMIT);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }

    private Stream<Handler> handlers() {
        return configuration.each(Block::handlers);
    }

    private void closeAll() {
        close(monitor);
        close(probe);
        handlers().forEach(handler -> close(handler::close));
        close(models::close);
        close(keeper); // no change comes any more
        if (builder.closesDiscovery()) {
            close(discovery);
        }
        close(loops);
        close(http);
    }

    private static void close(@Nullable AutoCloseable part) {
        try {
            if (part != null) {
                part.close();
            }
        } catch (Exception e) {
            LOG.warn("closing {} failed", part, e);
        }
    }
}
