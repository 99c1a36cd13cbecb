// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.config.HostPort;
import dev.cairn.dns.handler.prometheus.PrometheusConfig;
import dev.cairn.dns.handler.ready.Readiness;
import dev.cairn.dns.metrics.ServerMetrics;
import dev.cairn.dns.transport.Listener;
import dev.cairn.dns.transport.Pulse;
import dev.cairn.dns.transport.StreamLoops;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts and stops a server. Thread-safe. */
final class Lifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(DnsServer.class);

    private enum Phase {
        STARTING,
        SERVING,
        STOPPING
    }

    private final DnsServer.Builder builder;
    private final ServerMetrics metrics;
    private final ClusterFeed feed;
    private final ClusterModels firstModels;
    private final PulseMonitor monitor;
    private final HttpPages pages;
    private final HealthProbe probe;
    private final Reloads reloads;
    private final RetiredHandlers retired = new RetiredHandlers();
    // Held while the server starts, reloads or stops, so that none sees half of another.
    private final ReentrantLock transition = new ReentrantLock();
    private final CompletableFuture<@Nullable Void> stopAsked = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Configuration configuration;
    private volatile Readiness readiness;
    private volatile Phase phase = Phase.STARTING;
    private volatile @Nullable Listeners listeners;
    private @Nullable StreamLoops loops;
    private volatile @Nullable HttpEndpoints http;

    Lifecycle(DnsServer.Builder builder, Configuration configuration, ClusterModels models, ServerMetrics metrics) {
        this.builder = builder;
        this.configuration = configuration;
        this.metrics = metrics;
        this.firstModels = models;
        this.feed = new ClusterFeed(builder, metrics.registry(), stopAsked, models);
        this.readiness = readiness(configuration, models);
        this.monitor = new PulseMonitor(this::pulses);
        this.pages = new HttpPages(monitor, this::notReady, metrics);
        this.probe = new HealthProbe(metrics.registry());
        this.reloads = new Reloads(builder, this, metrics.registry());
    }

    /** The one that runs. */
    Configuration configuration() {
        return configuration;
    }

    private static Readiness readiness(Configuration configuration, ClusterModels models) {
        return new Readiness(configuration.isReadyMonitored(), models.checks());
    }

    private List<Listener> listeners() {
        Listeners opened = listeners;
        return opened == null ? List.of() : opened.all();
    }

    private List<Pulse> pulses() {
        return listeners().stream()
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
        Listeners.Change sockets = openListeners(streamLoops);
        HttpEndpoints endpoints = new HttpEndpoints();
        http = endpoints;
        Map<HostPort, Map<String, HttpEndpoints.Page>> shown = pages.of(configuration);
        endpoints.open(shown.keySet());
        endpoints.show(shown);
        startProbe();
        readCluster();
        configuration.handlers().forEach(Handler::start);
        warmUp(streamLoops);
        if (!stopAsked.isDone()) {
            serve(sockets);
        }
    }

    /** First of all, because what is wrong with an address is known at once. */
    private Listeners.Change openListeners(StreamLoops streamLoops) {
        Listeners opened = new Listeners(metrics, builder.streamLimits(), streamLoops);
        Listeners.Change sockets = opened.prepare(configuration.listeners());
        sockets.apply();
        listeners = opened;
        showMetrics(configuration);
        ServerGauges.register(metrics.registry(), feed::models, this::listeners);
        ServerGauges.registerSilence(metrics.registry(), feed::source);
        return sockets;
    }

    private void showMetrics(Configuration of) {
        metrics.showEnabled(of.plans());
        if (of.each(Block::metrics).anyMatch(PrometheusConfig::runtimeMetrics)) {
            metrics.showRuntime();
        }
    }

    private void startProbe() {
        if (configuration.each(Block::healths).findFirst().isPresent()) {
            probe.start(() -> configuration.each(Block::healths).findFirst().map(each -> httpAddress(each.address())));
        }
    }

    private void readCluster() throws InterruptedException {
        ClusterFeed.Change read = feed.prepare(configuration, firstModels);
        read.apply();
        if (!read.isSynced()) {
            LOG.warn(
                    "{} is not synced after {} ms: serving all the same, with SERVFAIL for what is not known",
                    read.origin(),
                    read.waited().toMillis());
        }
    }

    /**
     * Reads the Corefile again and goes over to it: sockets, pages and models that it keeps stay as they are, and each query is answered by
     * the one or the other. Returns false where there is nothing to reload, because the server starts or stops.
     *
     * @throws dev.cairn.dns.config.ConfigException with everything that is wrong in it; nothing has changed then, as after any exception
     */
    boolean reload() throws InterruptedException {
        transition.lockInterruptibly();
        try {
            Listeners sockets = listeners;
            HttpEndpoints endpoints = http;
            if (phase != Phase.SERVING || stopAsked.isDone() || sockets == null || endpoints == null) {
                return false;
            }
            ClusterModels models = feed.successor();
            Configuration next = Configuration.read(builder, models, metrics);
            if (!feed.reads(next)) {
                models = models.anew();
                next = Configuration.read(builder, models, metrics);
            }
            goOver(next, models, sockets, endpoints);
            return true;
        } finally {
            transition.unlock();
        }
    }

    /** All that can fail comes first. */
    private void goOver(Configuration next, ClusterModels models, Listeners opened, HttpEndpoints endpoints)
            throws InterruptedException {
        Deque<Runnable> undo = new ArrayDeque<>();
        try {
            Listeners.Change sockets = opened.prepare(next.listeners());
            undo.push(sockets::undo);
            Map<HostPort, Map<String, HttpEndpoints.Page>> shown = pages.of(next);
            Set<HostPort> newAddresses = endpoints.open(shown.keySet());
            undo.push(() -> endpoints.close(newAddresses));
            ClusterFeed.Change read = feed.prepare(next, models);
            undo.push(read::undo);
            if (!read.isSynced() || stopAsked.isDone()) {
                throw new ReloadException(
                        read.origin() + " is not synced after " + read.waited().toMillis() + " ms");
            }
            startHandlers(next, undo);
            undo.clear();
            apply(next, models, sockets, read);
            endpoints.show(shown);
        } finally {
            undo.forEach(Runnable::run);
        }
    }

    private static void startHandlers(Configuration next, Deque<Runnable> undo) {
        for (Handler handler : next.handlers()) {
            try {
                undo.push(() -> RetiredHandlers.close(handler));
                handler.start();
            } catch (RuntimeException e) {
                throw new ReloadException(handler.directive() + " does not start: " + e.getMessage(), e);
            }
        }
    }

    private void apply(Configuration next, ClusterModels models, Listeners.Change sockets, ClusterFeed.Change read) {
        Configuration before = configuration;
        configuration = next;
        readiness = readiness(next, models);
        showMetrics(next);
        sockets.apply();
        sockets.start();
        sockets.closeRemoved();
        read.apply();
        retired.add(before.plans(), before.handlers(), System.nanoTime());
        startProbe();
    }

    /** Reads the Corefile again and goes over to it, if it can. Returns whether it did. */
    boolean reloadNow() {
        return reloads.reload();
    }

    /** Closes handlers of earlier configurations that no query is with any more. Returns whether any are left. */
    boolean closeRetired() {
        return retired.closeIdle(System.nanoTime());
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

    private void serve(Listeners.Change sockets) {
        sockets.start();
        monitor.start();
        phase = Phase.SERVING;
        reloads.start();
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
        return listeners().stream().map(Listener::address).toList();
    }

    InetSocketAddress httpAddress(HostPort address) {
        HttpEndpoints endpoints = http;
        if (endpoints == null) {
            throw new IllegalStateException("not started");
        }
        return endpoints.bound(address);
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
            Listeners opened = listeners;
            interrupted |= opened != null && opened.close();
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
        Lameduck lameduck = new Lameduck(phase == Phase.SERVING ? configuration.lameduck() : Duration.ZERO);
        phase = Phase.STOPPING;
        try {
            lameduck.await(listeners());
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    private void closeAll() {
        close(reloads);
        close(monitor);
        close(probe);
        close(retired);
        configuration.handlers().forEach(RetiredHandlers::close);
        close(feed);
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
