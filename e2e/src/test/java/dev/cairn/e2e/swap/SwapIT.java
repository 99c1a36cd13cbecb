// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.swap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.e2e.cluster.Cluster;
import dev.cairn.e2e.cluster.Command;
import dev.cairn.e2e.cluster.ControlGroup;
import dev.cairn.e2e.cluster.Daemon;
import dev.cairn.e2e.cluster.Http;
import dev.cairn.e2e.cluster.Net;
import dev.cairn.e2e.cluster.PodNetwork;
import dev.cairn.e2e.cluster.Settings;
import dev.cairn.e2e.cluster.Waiting;
import dev.cairn.e2e.report.Report;
import dev.cairn.e2e.report.Section;
import dev.cairn.e2e.resolvers.Conversation;
import dev.cairn.e2e.resolvers.Resolver;
import dev.cairn.e2e.server.Image;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kubeadm's CoreDNS is replaced by the image and put back, as docs/operate.md says. */
class SwapIT {
    private static final String COREDNS = "registry.k8s.io/coredns/coredns:stock";
    private static final String CAIRN = "cairn-dns";
    private static final InetSocketAddress DNS = new InetSocketAddress(Net.DNS, 53);
    private static final long LIMIT_BYTES = 170L << 20;
    private static final int SECONDS = 120;
    private static final int ALONE_CALLS = 500;
    private static final Path DEPLOY = Settings.root().resolve("deploy");

    private final Cluster cluster = Cluster.shared();
    private final List<AutoCloseable> parts = new ArrayList<>();
    private final List<Asker> resolvers = new ArrayList<>();
    private final List<Asker> datagrams = new ArrayList<>();
    private final List<Asker> streams = new ArrayList<>();
    private final List<ControlGroup> groups = new CopyOnWriteArrayList<>();
    private final List<String> phases = new ArrayList<>();
    private volatile String phase = "start";

    @TempDir
    private Path folder;

    @Test
    void aClusterMovesToCairnAndBackWithoutAFailedCall() throws IOException {
        Optional<String> hindrance = Image.hindrance().or(ControlGroup::hindrance);
        if (hindrance.isPresent()) {
            Report.add(Section.SWAP, "swap", "skipped: %s", hindrance.get());
            return;
        }
        provideImages();
        startUpstream();
        kubectl("apply", "--server-side", "--field-manager=kubeadm", "-f", manifest("coredns.yaml"));
        awaitRollout(COREDNS);
        Application application = opened(Application.start(cluster));
        startAskers(application);

        alone("CoreDNS");
        during("CoreDNS to Cairn, set image", () -> setImage(CAIRN));
        List<String> withoutLoss = List.of(
                during("Cairn to CoreDNS, rollout undo", this::undo),
                during("CoreDNS to Cairn, deploy/swap", () -> swap(CAIRN)),
                alone("Cairn"),
                during("Cairn restarted, apply -k deploy", this::applyManifests),
                during("Cairn reloaded", this::reload));
        askers().forEach(Asker::close);

        phases.forEach(this::report);
        Report.add(Section.SWAP, "changes of Services meanwhile", "%d", application.changes());
        phases.forEach(this::assertNothingWrong);
        withoutLoss.forEach(this::assertNoCallFailed);
    }

    @AfterEach
    void stop() throws Exception {
        for (int i = parts.size() - 1; i >= 0; i--) {
            parts.get(i).close();
        }
        kubectl(
                "--namespace=kube-system",
                "delete",
                "--ignore-not-found",
                "deployment/coredns",
                "service/kube-dns",
                "configmap/coredns",
                "poddisruptionbudget/kube-dns",
                "networkpolicy/kube-dns");
        Waiting.until("the pods of the DNS are gone", SECONDS, () -> pods().isEmpty());
        long highest =
                groups.stream().mapToLong(ControlGroup::highestMebibytes).max().orElse(0);
        Report.add(Section.SWAP, "highest memory of a pod of Cairn, limit 170 MiB", "%d MiB", highest);
        assertThat(groups).allSatisfy(group -> assertThat(group.kills()).isZero());
        groups.forEach(ControlGroup::close);
    }

    private void provideImages() throws IOException {
        Image cairn = Image.unpack();
        cluster.node()
                .provide(
                        CAIRN,
                        (arguments, mounts, environment) -> group().command(cairn.command(
                                new Image.Pod(mounts, environment), arguments.toArray(String[]::new))));
        Image coreDns = coreDns();
        cluster.node()
                .provide(
                        COREDNS,
                        (arguments, mounts, environment) ->
                                coreDns.command(new Image.Pod(mounts, environment), arguments.toArray(String[]::new)));
    }

    /** What its image holds: the program with the capability, and an empty file system. */
    private static Image coreDns() throws IOException {
        Path root = Settings.newFolder("coredns-image");
        for (String name : List.of("dev", "proc", "sys", "etc", "var", "tmp")) {
            Files.createDirectory(root.resolve(name));
        }
        Path program = Files.copy(Settings.program("coredns"), root.resolve("coredns"));
        Command.run("setcap", "cap_net_bind_service=+ep", program.toString()).succeeds();
        Command.run("chmod", "-R", "a+rX", root.toString()).succeeds();
        return new Image(root, List.of("/coredns"), List.of(), "65532:65532");
    }

    private ControlGroup group() {
        try {
            ControlGroup group = ControlGroup.create("swap", LIMIT_BYTES);
            groups.add(group);
            return group;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the resolv.conf of the node names: it answers for every name outside the cluster. */
    private void startUpstream() throws IOException {
        Path corefile = Files.writeString(
                folder.resolve("Corefile"),
                ".:53 {\nbind " + Net.NODE + "\nready " + Net.NODE + ":8181\n" + Application.upstreamTemplate()
                        + "}\n");
        Daemon upstream = opened(Daemon.start(
                "upstream",
                Settings.newFolder("upstream"),
                List.of(Settings.program("coredns").toString(), "-conf", corefile.toString())));
        upstream.await(SECONDS, () -> Http.isOk("http://" + Net.NODE + ":8181/ready"));
    }

    private void startAskers(Application application) {
        List<Known> names = application.names();
        PodNetwork network = opened(PodNetwork.create("10.244.250.1"));
        List<Resolver> kinds = new ArrayList<>(List.of(Resolver.jvm()));
        Resolver.library("glibc", "gcc", folder).ifPresent(kinds::add);
        Resolver.library("musl", "musl-gcc", folder).ifPresent(kinds::add);
        for (Resolver kind : kinds) {
            Conversation conversation = opened(kind.converse(network, Application.resolvConf(Net.DNS)));
            resolvers.add(asker(kind.name(), names, known -> conversation.ask(known.spoken())));
        }
        Datagrams onePort = opened(Datagrams.to(DNS));
        datagrams.add(asker("UDP, one port", names, onePort::ask));
        datagrams.add(asker("UDP, a port each", names, known -> Datagrams.askFromNewPort(DNS, known)));
        LongConnection connection = opened(new LongConnection(DNS));
        streams.add(asker("TCP", names, connection::ask));
    }

    private Asker asker(String name, List<Known> names, Function<Known, String> ask) {
        return opened(Asker.start(name, names, ask, () -> phase, name.hashCode()));
    }

    private String alone(String server) {
        return during(
                server + " alone",
                () -> Waiting.until(
                        "enough was asked",
                        SECONDS,
                        () -> resolvers.stream()
                                .allMatch(asker -> asker.tally(phase).asked() >= ALONE_CALLS)));
    }

    /** Runs it, with what is asked meanwhile counted under this name. */
    private String during(String name, Runnable action) {
        phase = name;
        phases.add(name);
        action.run();
        return name;
    }

    private void setImage(String image) {
        kubectl("--namespace=kube-system", "set", "image", "deployment/coredns", "coredns=" + image);
        awaitRollout(image);
    }

    private void undo() {
        kubectl("--namespace=kube-system", "rollout", "undo", "deployment/coredns");
        awaitRollout(COREDNS);
    }

    private void swap(String image) {
        Path programs = Settings.program("kubectl").getParent();
        Daemon swap = Daemon.start(
                "swap",
                Settings.newFolder("swap"),
                List.of(
                        "env",
                        "KUBECONFIG=" + cluster.plane().adminKubeconfig(),
                        "PATH=" + programs + ":" + System.getenv("PATH"),
                        DEPLOY.resolve("swap").toString(),
                        image));
        Waiting.until(SECONDS, () -> !swap.isAlive(), () -> "deploy/swap has not ended, see " + swap.log());
        assertThat(swap.awaitEnd()).as("exit code, see %s", swap.log()).isZero();
        awaitRollout(image);
        assertThat(cluster.client()
                        .services()
                        .inNamespace("kube-system")
                        .withName("kube-dns")
                        .require()
                        .getSpec()
                        .getSelector())
                .isEqualTo(Map.of("k8s-app", "kube-dns"));
    }

    /** Over what kubeadm and others have made; the pods are others then. */
    private void applyManifests() {
        Set<String> before = podNames();
        kubectl("apply", "--server-side", "--validate=strict", "--force-conflicts", "-k", DEPLOY.toString());
        awaitRollout(CAIRN);
        assertThat(podNames()).doesNotContainAnyElementsOf(before);
    }

    /** A changed ConfigMap, which each pod finds within the interval and jitter of {@code reload}. */
    private void reload() {
        Set<String> before = corefiles();
        cluster.client()
                .configMaps()
                .inNamespace("kube-system")
                .withName("coredns")
                .edit(map -> {
                    map.getData().computeIfPresent("Corefile", (any, text) -> text.replace("ttl 30", "ttl 20"));
                    return map;
                });
        Waiting.until(
                "every pod has taken the changed Corefile",
                SECONDS,
                () -> corefiles().stream().noneMatch(before::contains));
    }

    private Set<String> corefiles() {
        return pods().stream().map(SwapIT::corefileOf).collect(Collectors.toSet());
    }

    private void awaitRollout(String image) {
        Waiting.until("all pods of the DNS are " + image, SECONDS, () -> {
            Deployment deployment = cluster.client()
                    .apps()
                    .deployments()
                    .inNamespace("kube-system")
                    .withName("coredns")
                    .require();
            DeploymentStatus status = deployment.getStatus();
            int wanted = deployment.getSpec().getReplicas();
            return deployment.getMetadata().getGeneration().equals(status.getObservedGeneration())
                    && Objects.equals(status.getUpdatedReplicas(), wanted)
                    && Objects.equals(status.getReadyReplicas(), wanted)
                    && pods().size() == wanted
                    && pods().stream().allMatch(pod -> imageOf(pod).equals(image));
        });
    }

    private List<Pod> pods() {
        return cluster.client()
                .pods()
                .inNamespace("kube-system")
                .withLabel("k8s-app", "kube-dns")
                .list()
                .getItems();
    }

    private Set<String> podNames() {
        return pods().stream().map(pod -> pod.getMetadata().getName()).collect(Collectors.toSet());
    }

    private static String imageOf(Pod pod) {
        return pod.getSpec().getContainers().get(0).getImage();
    }

    /** The hash of the Corefile that a pod runs. */
    private static String corefileOf(Pod pod) {
        return Http.get("http://" + pod.getStatus().getPodIP() + ":9153/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("coredns_reload_version_info{"))
                .findFirst()
                .orElseThrow();
    }

    private void report(String of) {
        Report.add(
                Section.SWAP,
                of,
                "resolvers %s; UDP %s; TCP %s",
                Tally.sum(tallies(resolvers, of)),
                Tally.sum(tallies(datagrams, of)),
                Tally.sum(tallies(streams, of)));
    }

    private static List<Tally> tallies(List<Asker> askers, String of) {
        return askers.stream().map(asker -> asker.tally(of)).toList();
    }

    private Stream<Asker> askers() {
        return Stream.of(resolvers, datagrams, streams).flatMap(List::stream);
    }

    private void assertNothingWrong(String of) {
        askers().forEach(asker -> {
            Tally tally = asker.tally(of);
            assertThat(tally.wrong())
                    .as("%s, %s: %s", of, asker.name(), tally.examples())
                    .isZero();
        });
    }

    private void assertNoCallFailed(String of) {
        resolvers.forEach(asker -> assertThat(asker.tally(of).examples())
                .as("%s, %s", of, asker.name())
                .isEmpty());
    }

    private void kubectl(String... arguments) {
        cluster.kubectl(arguments);
    }

    private static String manifest(String name) {
        return Settings.root().resolve("e2e/src/test/manifests").resolve(name).toString();
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.add(part);
        return part;
    }
}
