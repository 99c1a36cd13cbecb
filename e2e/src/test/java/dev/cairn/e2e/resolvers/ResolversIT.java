// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.resolvers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.e2e.cluster.Cluster;
import dev.cairn.e2e.cluster.Settings;
import dev.cairn.e2e.cluster.Waiting;
import dev.cairn.e2e.report.Report;
import dev.cairn.e2e.report.Section;
import dev.cairn.e2e.server.NameServer;
import dev.cairn.e2e.server.ServerSpec;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResolversIT {
    private static final String NAMESPACE = "resolvers";
    private static final String ZONE = NAMESPACE + ".svc.cluster.local";
    // Port 53 is all that a resolv.conf can name; any address of the pod range can be bound.
    private static final String SERVER = "10.244.255.53";
    private static final String NONE = "none";

    private static final Cluster CLUSTER = Cluster.shared();
    private static final KubernetesClient CLIENT = CLUSTER.client();

    @TempDir
    private static Path folder;

    private static NameServer server;
    private static List<Resolver> resolvers;

    @BeforeAll
    static void serve() {
        CLUSTER.createNamespace(NAMESPACE);
        CLUSTER.kubectl(
                "apply",
                "-f",
                Settings.root().resolve("e2e/src/test/manifests/resolvers.yaml").toString());
        server = NameServer.startCairn(
                        ServerSpec.of(CLUSTER.dnsServerKubeconfig()).at(new InetSocketAddress(SERVER, 53)))
                .awaitReady();
        resolvers = new ArrayList<>(List.of(Resolver.jvm()));
        addLibrary("glibc", "gcc");
        addLibrary("musl", "musl-gcc");
        Waiting.until(
                "the pods are ready",
                30,
                () -> CLIENT.pods().inNamespace(NAMESPACE).list().getItems().stream()
                        .allMatch(ResolversIT::isReady));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void servicesAreFoundByEveryFormOfTheirName() throws IOException {
        Map<String, String> wanted = new LinkedHashMap<>();
        String clusterIp = clusterIp("dns-test");
        for (String name :
                List.of("dns-test", "dns-test." + NAMESPACE, "dns-test." + NAMESPACE + ".svc", "dns-test." + ZONE)) {
            wanted.put(name, clusterIp);
        }
        wanted.put("kubernetes.default", clusterIp("default", "kubernetes"));
        wanted.put("kubernetes.default.svc.cluster.local.", clusterIp("default", "kubernetes"));
        wanted.put("nosuch." + NAMESPACE, NONE);
        expect("Service names, partly and fully qualified", podResolvConf(), wanted);
    }

    @Test
    void headlessServicesPodHostnamesAndSubdomainsAreFound() throws IOException {
        Pod named = CLIENT.pods().inNamespace(NAMESPACE).withName("querier").get();
        String address = named.getStatus().getPodIP();
        Map<String, String> wanted = new LinkedHashMap<>();
        wanted.put("dns-headless", address);
        wanted.put("querier-host.dns-headless", address);
        wanted.put("querier-host.dns-headless." + ZONE, address);
        wanted.put("nosuch.dns-headless", NONE);
        expect("headless Service, pod hostname and subdomain", podResolvConf(), wanted);
    }

    @Test
    void addressesAreFoundBackwards() throws IOException {
        String pod = CLIENT.pods()
                .inNamespace(NAMESPACE)
                .withName("querier")
                .get()
                .getStatus()
                .getPodIP();
        Map<String, String> wanted = new LinkedHashMap<>();
        wanted.put(clusterIp("dns-test"), "dns-test." + ZONE);
        wanted.put(pod, "querier-host.dns-headless." + ZONE);
        expect("reverse names of a Service and of a pod", podResolvConf(), wanted);
    }

    @Test
    void aNameThatBeginsWithADigitIsFound() throws IOException {
        expect(
                "a Service whose name begins with a digit",
                podResolvConf(),
                Map.of("1kubernetes", clusterIp("1kubernetes")));
    }

    @Test
    void anExternalNameIsFollowedAndBecomesAClusterIpAtOnce() throws IOException {
        String first = "dns-test." + ZONE;
        service("dns-external", "ExternalName", first);
        Waiting.until("the alias is served", 10, () -> resolves("dns-external", clusterIp("dns-test")));
        service("dns-external", "ExternalName", "1kubernetes." + ZONE);
        Waiting.until("the alias is changed", 10, () -> resolves("dns-external", clusterIp("1kubernetes")));
        CLUSTER.kubectl(
                "--namespace",
                NAMESPACE,
                "patch",
                "service",
                "dns-external",
                "--type=merge",
                "--patch",
                "{\"spec\":{\"type\":\"ClusterIP\",\"externalName\":null,\"ports\":[{\"name\":\"http\",\"port\":80}]}}");
        String clusterIp = clusterIp("dns-external");
        Waiting.until("the alias is a ClusterIP", 10, () -> resolves("dns-external", clusterIp));
        expect("ExternalName changed, then made a ClusterIP", podResolvConf(), Map.of("dns-external", clusterIp));
    }

    @Test
    void moreThanSixSearchPathsAreSearched() throws IOException {
        Path file = resolvConf(searchPaths(8, 1) + " " + ZONE);
        expect("a name found by the ninth search path", file, Map.of("dns-test", clusterIp("dns-test")));
    }

    @Test
    void searchListsOfMoreThan256CharactersAreSearched() throws IOException {
        String paths = searchPaths(8, 40) + " " + ZONE;
        assertThat(paths).hasSizeGreaterThan(256);
        // musl leaves out a line of resolv.conf that is longer than its buffer of 256 characters.
        List<Resolver> able = resolvers.stream()
                .filter(resolver -> !resolver.name().equals("musl"))
                .toList();
        expect(
                "a search list of " + paths.length() + " characters",
                able,
                resolvConf(paths),
                Map.of("dns-test", clusterIp("dns-test")));
    }

    private static String searchPaths(int count, int length) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> "p".repeat(length) + i + ".svc.cluster.local")
                .collect(Collectors.joining(" "));
    }

    private static void addLibrary(String name, String compiler) {
        Resolver.library(name, compiler, folder)
                .ifPresentOrElse(
                        resolvers::add,
                        () -> Report.add(Section.RESOLVERS, name, "skipped: there is no %s on this machine", compiler));
    }

    private static void expect(String row, Path resolvConf, Map<String, String> wanted) {
        expect(row, resolvers, resolvConf, wanted);
    }

    private static void expect(String row, List<Resolver> asking, Path resolvConf, Map<String, String> wanted) {
        List<String> asked = List.copyOf(wanted.keySet());
        for (Resolver resolver : asking) {
            List<String> found = resolver.resolve(resolvConf, asked);
            assertThat(found).as("%s: %s", resolver.name(), asked).isEqualTo(List.copyOf(wanted.values()));
        }
        Report.add(
                Section.RESOLVERS,
                row,
                "%d right from %s",
                asked.size(),
                asking.stream().map(Resolver::name).collect(Collectors.joining(", ")));
    }

    private static boolean resolves(String name, String address) {
        return resolvers.get(0).resolve(podResolvConf(), List.of(name)).equals(List.of(address));
    }

    private static Path podResolvConf() {
        return resolvConf(ZONE + " svc.cluster.local cluster.local");
    }

    private static Path resolvConf(String search) {
        try {
            return Files.writeString(
                    folder.resolve("resolv.conf"),
                    "nameserver " + SERVER + "\nsearch " + search + "\noptions ndots:5\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void service(String name, String type, String target) {
        CLUSTER.kubectl(
                "--namespace",
                NAMESPACE,
                "apply",
                "-f",
                manifest(name, type, target).toString());
    }

    private static Path manifest(String name, String type, String target) {
        try {
            return Files.writeString(
                    folder.resolve(name + ".yaml"),
                    "{ apiVersion: v1, kind: Service, metadata: { name: " + name + " }, spec: { type: " + type
                            + ", externalName: " + target + " } }\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String clusterIp(String name) {
        return clusterIp(NAMESPACE, name);
    }

    private static String clusterIp(String namespace, String name) {
        Service service =
                CLIENT.services().inNamespace(namespace).withName(name).get();
        return service.getSpec().getClusterIP();
    }

    private static boolean isReady(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"));
    }
}
