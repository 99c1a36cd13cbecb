// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli.demo;

import dev.cairn.discovery.DiscoverySource;
import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.ReachableEndpoint;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServiceState;
import dev.cairn.discovery.ServiceWatcher;
import dev.cairn.discovery.Watch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link DemoPod} for each endpoint of a Service, as a kubelet would: it starts those that are new, and stops those that are
 * gone a moment after everybody was told. <b>Thread-safe.</b>
 */
final class DemoPods implements ServiceWatcher, AutoCloseable {
    private static final long GRACE_MILLIS = 500;
    private static final long START_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final String portName;
    private final Map<String, DemoPod> running = new ConcurrentHashMap<>();
    // What became of each pod that ever ran, by name, for the report.
    private final Map<String, String> fates = new ConcurrentSkipListMap<>();

    private @Nullable Watch watch;

    private DemoPods(String portName) {
        this.portName = portName;
    }

    /** Runs the pods that listen on this port of a Service, from now on. */
    static DemoPods of(DiscoverySource source, ServiceName name, String portName) {
        DemoPods pods = new DemoPods(portName);
        pods.watch = source.watch(name, pods);
        return pods;
    }

    @Override
    public void onState(ServiceState state) {
        List<ReachableEndpoint> endpoints = state instanceof ServiceState.Present present
                ? present.snapshot().endpointsOn(portName)
                : List.of();
        Set<String> gone = new HashSet<>(running.keySet());
        for (ReachableEndpoint found : endpoints) {
            gone.remove(podName(found));
            start(found);
        }
        gone.forEach(this::stopLater);
    }

    private void start(ReachableEndpoint found) {
        Endpoint endpoint = found.endpoint();
        String name = podName(found);
        fates.putIfAbsent(name, endpoint.isReady() ? "" : "not ready");
        InetSocketAddress address = new InetSocketAddress(
                endpoint.address().toInetAddress(), found.port().number());
        running.computeIfAbsent(name, key -> {
            try {
                return DemoPod.start(name, address, endpoint.isReady());
            } catch (IOException e) {
                throw new UncheckedIOException("pod " + name + " cannot listen at " + address, e);
            }
        });
    }

    private void stopLater(String name) {
        DemoPod pod = running.remove(name);
        if (pod != null) {
            note(pod, "gone");
            CompletableFuture.delayedExecutor(GRACE_MILLIS, TimeUnit.MILLISECONDS)
                    .execute(pod::stop);
        }
    }

    private static String podName(ReachableEndpoint found) {
        return found.endpoint()
                .podName()
                .orElseGet(() -> found.endpoint().address() + ":" + found.port().number());
    }

    /** The pods that take work, by name. */
    List<DemoPod> ready() {
        return running.values().stream()
                .filter(DemoPod::isReady)
                .sorted(Comparator.comparing(DemoPod::name))
                .toList();
    }

    /** All pods that ever ran, by name, each with a note on what became of it; empty for nothing. */
    Map<String, String> fates() {
        return fates;
    }

    /** Notes what became of a pod. */
    void note(DemoPod pod, String fate) {
        fates.merge(pod.name(), fate, (before, next) -> before.isEmpty() ? next : before + ", " + next);
    }

    /** Waits until as many pods take work. */
    void awaitReady(int count) throws IOException {
        long deadline = System.nanoTime() + START_LIMIT_NANOS;
        while (ready().size() < count) {
            if (System.nanoTime() > deadline) {
                throw new IOException("only " + ready().size() + " of " + count + " pods could be started");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    /** Stops all pods. */
    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
        running.values().forEach(DemoPod::kill);
        running.clear();
    }
}
