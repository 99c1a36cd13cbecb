// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.differential;

import dev.cairn.e2e.cluster.ApiWriter;
import dev.cairn.e2e.cluster.ApiWriter.Write;
import dev.cairn.e2e.cluster.ControlPlane;
import dev.cairn.e2e.cluster.Settings;
import dev.cairn.e2e.cluster.Waiting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** An API server without controllers, which holds one world at a time. <b>Confined to</b> one thread. */
final class Stand implements AutoCloseable {
    /** The namespaces that are there before any world. */
    static final List<String> FIRST_NAMESPACES = List.of("default", "kube-system");

    private static final int CONNECTIONS = 12;
    private static final int SEEN_SECONDS = 30;
    private static final String MARKED_NAMESPACE = "default";
    private static final String MARKED_ADDRESS = "10.244.0.1";

    private final ControlPlane plane = ControlPlane.start();
    private final ApiWriter writer = plane.writer(CONNECTIONS);
    private final Set<String> namespaces = new HashSet<>(FIRST_NAMESPACES);
    private int markers;

    Stand() {
        plane.kubectl(
                "apply",
                "--filename",
                Settings.root().resolve("deploy/dns-server-rbac.yaml").toString());
    }

    /** A kubeconfig that may do what a DNS server may. */
    Path kubeconfig() {
        return plane.kubeconfig("kube-system", "coredns");
    }

    /** Writes a world; some of its objects look different first. */
    void write(World world) {
        writer.write(world.namespaces().stream()
                .filter(namespaces::add)
                .map(WorldJson::namespace)
                .toList());
        Draw draw = new Draw(world.seed());
        List<Write> replacements = new ArrayList<>();
        List<Write> creations = new ArrayList<>();
        for (World.Service service : world.services()) {
            boolean isReplaced = service.kind() != World.Kind.EXTERNAL_NAME && draw.percent(10);
            creations.add(WorldJson.creation(isReplaced ? service.withOtherPorts() : service));
            if (isReplaced) {
                replacements.add(WorldJson.replacement(service));
            }
        }
        for (World.Slice slice : world.slices()) {
            boolean isReplaced = draw.percent(20);
            creations.add(WorldJson.creation(isReplaced ? slice.withOtherEndpoints() : slice));
            if (isReplaced) {
                replacements.add(WorldJson.replacement(slice));
            }
        }
        writer.write(creations);
        writer.write(replacements);
    }

    /** Writes pods of one and of two families. */
    void writePods() {
        for (List<Write> steps : List.of(
                WorldJson.pod("default", "one", List.of("10.244.0.1")),
                WorldJson.pod("default", "two", List.of("10.244.0.2", "fd00::1")),
                WorldJson.pod("kube-system", "three", List.of("fd00:244::1")))) {
            steps.forEach(step -> writer.write(List.of(step)));
        }
    }

    /** All namespaces there are. */
    Set<String> namespaces() {
        return Set.copyOf(namespaces);
    }

    /** Deletes a world but for its namespaces. */
    void delete(World world) {
        writer.write(WorldJson.deletion(world));
    }

    /**
     * Waits until servers have seen everything that was written: the last Service and the last slice are of all.
     *
     * @param watchEndpoints whether the servers read slices
     */
    void awaitSeen(boolean watchEndpoints, List<Line> servers) {
        String name = Marks.MARKER_PREFIX + markers++;
        writer.write(List.of(WorldJson.creation(new World.Service(
                MARKED_NAMESPACE,
                name,
                World.Kind.CLUSTER_IP,
                List.of("10.96.255." + markers),
                List.of(new World.Port("", "TCP", 1)),
                "",
                false))));
        writer.write(List.of(WorldJson.creation(new World.Slice(
                MARKED_NAMESPACE,
                name,
                name,
                "IPv4",
                List.of(),
                List.of(new World.Endpoint(List.of(MARKED_ADDRESS), "", "", World.Conditions.READY))))));
        String service = name + "." + MARKED_NAMESPACE + ".svc." + WorldNames.ZONE;
        Question question = new Question(
                watchEndpoints ? WorldNames.dashed(MARKED_ADDRESS) + "." + service : service,
                Types.A,
                false,
                Question.Edns.NONE);
        for (Line server : servers) {
            Waiting.until(
                    "all is seen", SEEN_SECONDS, () -> server.ask(question).hasAnswer());
        }
    }

    @Override
    public void close() {
        writer.close();
        plane.close();
    }
}
