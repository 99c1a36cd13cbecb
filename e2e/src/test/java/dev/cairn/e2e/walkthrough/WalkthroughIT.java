// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.walkthrough;

import static dev.cairn.e2e.walkthrough.Place.OUTSIDE;
import static dev.cairn.e2e.walkthrough.Place.POD;
import static dev.cairn.e2e.walkthrough.Place.SHELL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.e2e.cluster.Cluster;
import dev.cairn.e2e.cluster.Net;
import dev.cairn.e2e.cluster.OtherHost;
import dev.cairn.e2e.cluster.Settings;
import dev.cairn.e2e.cluster.Waiting;
import dev.cairn.e2e.server.NameServer;
import dev.cairn.e2e.server.ServerSpec;
import io.fabric8.kubernetes.api.model.Pod;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Walks through {@code examples/walkthrough/README.md}: its commands are run as they stand, and after each step the names and the
 * endpoints of client-lb must be exactly the ready pods. It is one test, since each step begins where the one before it ended.
 */
class WalkthroughIT {
    private static final Path FOLDER = Settings.root().resolve("examples/walkthrough");
    // As the EndpointSlice of kube-dns.yaml says.
    private static final InetSocketAddress SERVER = new InetSocketAddress(Net.NODE, 1053);
    private static final int CALLS = 100;
    private static final int SECONDS = 30;

    private final Cluster cluster = Cluster.shared();
    private final Pods pods = new Pods(cluster.client());
    private final Names names = new Names();
    private final NameServer server =
            NameServer.startCairn(ServerSpec.of(cluster.dnsServerKubeconfig()).at(SERVER));
    private final OtherHost otherHost = OtherHost.start();
    private final Script script = new Script(FOLDER.resolve("README.md"), cluster, otherHost);

    @BeforeEach
    void awaitServer() {
        server.awaitReady();
    }

    /** After a step that failed there is something to take away. */
    @AfterEach
    void takeAway() {
        otherHost.close();
        server.close();
        cluster.kubectl(
                "delete",
                "--ignore-not-found",
                "--filename",
                FOLDER.resolve("myapp.yaml").toString(),
                "--filename",
                FOLDER.resolve("kube-dns.yaml").toString(),
                "--filename",
                Settings.root().resolve("deploy/client-lb-rbac.yaml").toString());
    }

    @Test
    void whatTheReadmeSaysIsSo() {
        names();
        account();
        try (Views views = new Views(names, pods, cluster.plane().kubeconfig("default", "default"))) {
            tenPods(views);
            callsFromAPod();
            scaleUp(views);
            scaleDown(views);
            podsDie(views);
            newVersion(views);
            relabel(views);
            nodePort(views);
            String balancerAddress = loadBalancer(views);
            end(views, balancerAddress);
        }
        script.checkFinished();
    }

    private void names() {
        script.begin("1. Names");
        assertThat(script.run(SHELL)).contains("kube-dns", Net.DNS, "53/UDP,53/TCP", Net.NODE);
        Waiting.until("the server answers on " + Net.DNS, SECONDS, names::isServed);
        String clusterIp = cluster.client()
                .services()
                .inNamespace("default")
                .withName("kubernetes")
                .get()
                .getSpec()
                .getClusterIP();
        assertThat(script.run(POD)).isEqualTo(clusterIp + "\n");
        assertThat(names.exists("myapp-svc")).isFalse();
        script.end("kubernetes is %s, asked of %s through kube-proxy".formatted(clusterIp, Net.DNS));
    }

    private void account() {
        script.begin("2. An account for callers");
        Set<String> rights = new TreeSet<>(
                script.run(SHELL).lines().map(WalkthroughIT::columns).toList());
        String everybody = cluster.kubectl("auth", "can-i", "--list", "--as", "system:serviceaccount:default:nobody");
        everybody.lines().map(WalkthroughIT::columns).forEach(rights::remove);
        assertThat(rights)
                .containsExactlyInAnyOrder(
                        "role.rbac.authorization.k8s.io/cairn-discovery created",
                        "rolebinding.rbac.authorization.k8s.io/cairn-discovery created",
                        "services [] [] [get list watch]",
                        "endpointslices.discovery.k8s.io [] [] [get list watch]");
        script.end("it may read services and endpointslices of its namespace, nothing else");
    }

    private void tenPods(Views views) {
        script.begin("3. Ten pods and a Service");
        String listing = script.run(SHELL);
        assertThat(listing).containsPattern("deployment.apps/myapp +10/10 ").contains("myapp-svc", Sight.CLUSTER_IP);
        assertThat(listing.lines().filter(line -> line.startsWith("pod/myapp-")))
                .hasSize(10)
                .allMatch(line -> line.contains("1/1     Running"));
        assertThat(listing).containsPattern("endpoints/myapp-svc +10\\.244\\..* \\+ 7 more\\.\\.\\.");
        views.agree(10);
        told("10");
    }

    private void callsFromAPod() {
        script.begin("4. Call them from a pod");
        Map<String, Pod> ready = pods.ready();
        Tally byAddress = calls(POD, ready.values());
        Tally byName = calls(POD, ready.values());
        Set<String> lines = new TreeSet<>(script.run(POD).lines().toList());
        Set<String> right = new TreeSet<>(ready.keySet());
        right.add(Sight.CLUSTER_IP);
        ready.keySet()
                .forEach(address ->
                        right.add("0 10 8080 " + address.replace('.', '-') + ".myapp-pods.default.svc.cluster.local."));
        assertThat(lines).isEqualTo(right);
        script.end("%d calls by address and %d by name, %d pods answered"
                .formatted(byAddress.total(), byName.total(), byName.answered().size()));
    }

    private void scaleUp(Views views) {
        script.begin("5. Scale up");
        Set<String> before = pods.ready().keySet();
        script.run(SHELL);
        assertThat(views.agree(15).keySet()).containsAll(before);
        told("15");
    }

    private void scaleDown(Views views) {
        script.begin("6. Scale down");
        Set<String> before = pods.ready().keySet();
        script.run(SHELL);
        assertThat(before).containsAll(views.agree(4).keySet());
        script.run(SHELL);
        views.agree(0);
        assertThat(names.exists("myapp-svc")).isTrue();
        assertThat(script.runUntil(POD, output -> output.contains("nobody answers")))
                .as("the name leads to the address, where there is nobody")
                .containsAnyOf("curl: (7)", "curl: (28)");
        assertThat(views.balancer().explain().noneBecause()).isPresent();
        script.run(SHELL);
        assertThat(views.agree(10).keySet()).doesNotContainAnyElementsOf(before);
        told("4, none, 10 others");
    }

    private void podsDie(Views views) {
        script.begin("7. Pods die");
        Map<String, Pod> before = pods.ready();
        script.run(SHELL);
        Map<String, Pod> after = views.agree(10);
        Set<String> survivors = new TreeSet<>(after.keySet());
        survivors.retainAll(before.keySet());
        assertThat(survivors).hasSizeBetween(5, 7);

        String killed = Pods.names(after.values()).iterator().next();
        cluster.node().pod("default", killed).kill();
        Waiting.until(killed + " is started again", SECONDS, () -> pods.restarts(killed) == 1);
        assertThat(views.agree(10).keySet()).isEqualTo(after.keySet());
        assertThat(script.run(SHELL)).containsPattern(killed + " +1/1 +Running +1 ");
        told("10, of which %d are new and one was started again".formatted(10 - survivors.size()));
    }

    private void newVersion(Views views) {
        script.begin("8. A new version");
        Set<String> before = pods.ready().keySet();
        script.run(SHELL);
        Map<String, Pod> ready = views.agree(10);
        assertThat(ready.keySet()).doesNotContainAnyElementsOf(before);
        Tally tally = calls(POD, ready.values());
        assertThat(tally.answered()).allMatch(reply -> reply.endsWith(" v2"));
        told("10 of version v2, which answered %d calls".formatted(tally.total()));
    }

    private void relabel(Views views) {
        script.begin("9. A pod leaves the Service, and comes back");
        Map<String, Pod> before = pods.ready();
        assertThat(script.run(SHELL).lines().filter(line -> line.contains(" Running ")))
                .hasSize(10);
        Map<String, Pod> without = views.agree(9);
        assertThat(before.keySet()).containsAll(without.keySet());
        Tally tally = calls(POD, without.values());
        script.run(SHELL);
        assertThat(views.agree(10).keySet()).isEqualTo(before.keySet());
        told("9, which answered %d calls, then the same 10".formatted(tally.total()));
    }

    private void nodePort(Views views) {
        script.begin("10. From outside: NodePort");
        assertThat(script.run(SHELL)).contains("NodePort", "80:30080/TCP");
        Map<String, Pod> ready = views.agree(10);
        Tally tally = calls(OUTSIDE, ready.values());
        assertThat(script.run(OUTSIDE)).contains("curl: (7)", "not reachable");
        told("10; %d calls on the node's address; the ClusterIP is not reachable".formatted(tally.total()));
    }

    private String loadBalancer(Views views) {
        script.begin("11. From outside: LoadBalancer");
        assertThat(script.run(SHELL))
                .containsPattern("myapp-svc +LoadBalancer +" + Sight.CLUSTER_IP + " +10\\.250\\.0\\.\\d+ ");
        String address = cluster.kubectl(
                "get",
                "service",
                "myapp-svc",
                "--namespace",
                "default",
                "--output",
                "jsonpath={.status.loadBalancer.ingress[0].ip}");
        Map<String, Pod> ready = views.agree(10);
        Tally tally = calls(OUTSIDE, ready.values());
        told("10; %d calls on %s".formatted(tally.total(), address));
        return address;
    }

    private void end(Views views, String balancerAddress) {
        script.begin("12. The end");
        script.run(SHELL);
        views.agreeThatAllIsGone();
        assertThat(script.run(POD)).contains("curl: (6)", "no such name");
        for (String url : List.of("http://" + Net.NODE + ":30080", "http://" + balancerAddress)) {
            Waiting.until(
                    url + " is gone",
                    SECONDS,
                    () -> otherHost
                                    .run(Map.of(), List.of("curl", "--silent", "--max-time", "2", url))
                                    .exitCode()
                            != 0);
        }
        views.close();
        script.run(SHELL);
        Waiting.until("nobody answers on " + Net.DNS, SECONDS, () -> !names.isServed());
        script.end("both names are NXDOMAIN, client-lb has no endpoint, no address answers");
    }

    private static String columns(String line) {
        return line.replaceAll(" +", " ").strip();
    }

    /** Runs a block of calls until one run of it was answered by exactly these pods. */
    private Tally calls(Place place, Collection<Pod> answering) {
        Set<String> right = Pods.replies(answering);
        Tally tally = Tally.parse(
                script.runUntil(place, output -> Tally.parse(output).answered().equals(right)));
        assertThat(tally.total()).isEqualTo(CALLS);
        return tally;
    }

    private void told(String pods) {
        script.end("A, SRV and client-lb have exactly the ready pods: " + pods);
    }
}
