// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import dev.cairn.discovery.ClusterWatcher;
import dev.cairn.discovery.Input;
import dev.cairn.discovery.Selection;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServiceSnapshot;
import dev.cairn.discovery.Watch;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Reads a whole cluster in a JVM of its own: prints what it has, waits until everything was listed again, prints again. */
public final class LargeClusterClient {
    private LargeClusterClient() {}

    /** Takes a kubeconfig; ends with 0 when all went well. */
    public static void main(String[] args) throws InterruptedException {
        CountDownLatch synced = new CountDownLatch(3);
        CountDownLatch listedAgain = new CountDownLatch(1);
        Map<ServiceName, Integer> endpoints = new HashMap<>();
        try (KubernetesDiscovery source = KubernetesDiscovery.builder()
                        .kubeconfig(Path.of(args[0]))
                        .build();
                Watch watch = source.watchAll(Selection.all(), new ClusterWatcher() {
                    @Override
                    public void onService(ServiceSnapshot snapshot) {
                        if (snapshot.name().name().equals(LargeCluster.LAST_SERVICE)) {
                            listedAgain.countDown();
                        }
                        int count = snapshot.groups().stream()
                                .mapToInt(group -> group.endpoints().size())
                                .sum();
                        synchronized (endpoints) {
                            endpoints.put(snapshot.name(), count);
                        }
                    }

                    @Override
                    public void onServiceRemoved(ServiceName name) {
                        throw new AssertionError(name + " was removed");
                    }

                    @Override
                    public void onSynced(Input input) {
                        synced.countDown();
                    }
                })) {
            require(synced.await(60, TimeUnit.SECONDS), "not synced");
            print("synced", endpoints);
            require(listedAgain.await(60, TimeUnit.SECONDS), "not listed again");
            print("listed again", endpoints);
            require(watch != null, "no watch");
        }
    }

    private static void print(String what, Map<ServiceName, Integer> endpoints) {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long usedBytes = runtime.totalMemory() - runtime.freeMemory();
        synchronized (endpoints) {
            System.out.println(what + ": " + endpoints.size() + " services, "
                    + endpoints.values().stream().mapToInt(Integer::intValue).sum() + " endpoints, "
                    + usedBytes / 1024 / 1024 + " MiB used of " + runtime.maxMemory() / 1024 / 1024);
        }
    }

    private static void require(boolean condition, String failure) {
        if (!condition) {
            System.out.println(failure);
            System.exit(1);
        }
    }
}
