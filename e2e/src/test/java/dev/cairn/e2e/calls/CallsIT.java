// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.calls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.kubernetes.KubernetesDiscovery;
import dev.cairn.e2e.cluster.Cluster;
import dev.cairn.e2e.cluster.Command;
import dev.cairn.e2e.cluster.Net;
import dev.cairn.e2e.cluster.Settings;
import dev.cairn.e2e.cluster.Waiting;
import dev.cairn.e2e.report.Report;
import dev.cairn.e2e.report.Section;
import dev.cairn.e2e.server.NameServer;
import dev.cairn.e2e.server.ServerSpec;
import dev.cairn.lb.Balancers;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Four clients call the same pods at the same rate through the same changes: client-lb with Kubernetes as its source, client-lb with
 * DNS as its source, a plain client with the headless name, a plain client with the ClusterIP. Those of client-lb must not lose a call.
 * It is one test, since each change begins where the one before it ended.
 */
class CallsIT {
    private static final InetSocketAddress NAME_SERVER = new InetSocketAddress(Net.NODE, 1053); // as kube-dns.yaml says
    private static final String KUBE_DNS =
            Settings.root().resolve("examples/walkthrough/kube-dns.yaml").toString();
    private static final String BY_KUBERNETES = "client-lb k8s:///";
    private static final String BY_DNS = "client-lb dns:///";
    private static final String NAME = "shop-pods." + Shop.NAMESPACE + ".svc.cluster.local";
    private static final String DNS_TARGET = "dns://" + Net.NODE + ":" + NAME_SERVER.getPort() + "/" + NAME + ".:http";
    private static final Duration AFTER_CHANGE = Duration.ofMillis(1_500);
    private static final Duration SERVICES_GONE = Duration.ofMillis(1_500);
    private static final int LEAST_CALLS = 100;
    private static final int SECONDS = 20;

    private final Cluster cluster = Cluster.shared();
    private final NameServer nameServer =
            NameServer.startCairn(ServerSpec.of(cluster.dnsServerKubeconfig()).at(NAME_SERVER));
    private final List<Caller> callers = new ArrayList<>();
    private final List<String> losses = new ArrayList<>();

    @BeforeEach
    void openNames() {
        nameServer.awaitReady();
        cluster.kubectl("apply", "--filename", KUBE_DNS);
    }

    @AfterEach
    void close() {
        callers.forEach(Caller::close);
        cluster.kubectl("delete", "--ignore-not-found", "--filename", KUBE_DNS);
        nameServer.close();
    }

    @Test
    void noCallFailsWhilePodsAndServicesChange() {
        Shop shop = Shop.open(cluster);
        try (KubernetesDiscovery source = KubernetesDiscovery.builder()
                .kubeconfig(cluster.plane().kubeconfig(Shop.NAMESPACE, "default"))
                .build()) {
            startCallers(source);
            through("no change", () -> {}, Shop.FEW);
            through("scale up 4 to 8", shop::scaleUp, Shop.MANY);
            through("scale down 8 to 4", shop::scaleDown, Shop.FEW);
            through("rollout restart", shop::restart, 2 * Shop.FEW);
            through("2 of 4 pods deleted, no grace", shop::deleteWithoutGrace, Shop.FEW);
            through("4 pods killed, one by one", shop::kill, Shop.FEW);
            through("3 of 4 pods killed at once", shop::killAllButOne, Shop.FEW);
            through("Services deleted and made again", () -> deleteAndMake(shop), Shop.FEW);
        }
        assertThat(losses).isEmpty();
    }

    private void startCallers(KubernetesDiscovery source) {
        // The JVM would remember for a while that the name was not there.
        Waiting.until(
                "the name is known",
                SECONDS,
                () -> Command.run("getent", "ahostsv4", NAME).exitCode() == 0);
        callers.add(BalancedCaller.start(
                BY_KUBERNETES, Balancers.builder().source("k8s", source), "k8s:///shop.calls:http"));
        callers.add(BalancedCaller.start(BY_DNS, Balancers.builder(), DNS_TARGET));
        callers.add(PlainCaller.start("plain, headless name", "http://" + NAME + ":8080/"));
        callers.add(PlainCaller.start("plain, ClusterIP", "http://" + Shop.CLUSTER_IP + "/"));
        goOn(AFTER_CHANGE);
        callers.forEach(Caller::take);
    }

    private static void deleteAndMake(Shop shop) {
        shop.deleteServices();
        goOn(SERVICES_GONE);
        shop.makeServices();
    }

    /** Makes a change, and reports what each caller saw meanwhile; a caller that is told of all changes saw so many pods. */
    private void through(String change, Runnable action, int pods) {
        action.run();
        goOn(AFTER_CHANGE);
        for (Caller caller : callers) {
            Tally tally = caller.take();
            OptionalLong retries = caller.takeRetries();
            Report.add(
                    Section.CALLS,
                    change + ", " + caller.name(),
                    "%5d calls, %4d failed, %4s retries, longest %5d ms, by %2d pods",
                    tally.calls(),
                    tally.failed(),
                    retries.isPresent() ? retries.getAsLong() : "-",
                    tally.longestMillis(),
                    tally.pods());
            if (caller.name().equals(BY_KUBERNETES)) {
                judge(change + ", " + caller.name() + ": ", tally, pods);
            } else if (caller.name().equals(BY_DNS)) {
                judge(change + ", " + caller.name() + ": ", tally, 1); // new pods are seen when the TTL ends
            }
        }
    }

    private void judge(String what, Tally tally, int pods) {
        if (tally.failed() > 0) {
            losses.add(what + tally.failed() + " of " + tally.calls() + " calls failed, the first: " + tally.failure());
        }
        if (tally.calls() < LEAST_CALLS || tally.pods() < pods) {
            losses.add(what + "only " + tally.calls() + " calls, answered by " + tally.pods() + " pods");
        }
    }

    private static void goOn(Duration time) {
        Awaitility.await().pollDelay(time).until(() -> true);
    }
}
