// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests;

import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.manifests.cluster.Cidr;
import dev.cairn.discovery.manifests.cluster.ControlPlane;
import dev.cairn.discovery.manifests.cluster.PortRange;
import dev.cairn.discovery.manifests.cluster.World;
import dev.cairn.discovery.manifests.cluster.World.ServiceState;
import dev.cairn.discovery.manifests.object.ManifestReader;
import dev.cairn.discovery.manifests.yaml.Problems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A control plane with the default blocks that is fed with text instead of files. */
public final class Fixture {
    private static final Path FILE = Path.of("test.yaml");

    private final ControlPlane controlPlane;

    /** A control plane that has given nothing yet. */
    public Fixture() {
        this(List.of("10.96.0.0/16", "fd00:10:96::/112"), List.of("10.244.0.0/16", "fd00:10:244::/64"));
    }

    /** A control plane with these blocks. */
    public Fixture(List<String> serviceCidrs, List<String> podCidrs) {
        controlPlane = new ControlPlane(
                serviceCidrs.stream().map(Cidr::parse).toList(),
                podCidrs.stream().map(Cidr::parse).toList(),
                new PortRange(30_000, 32_767));
    }

    /** The world of a text that has no errors. */
    public World world(String yaml) {
        Problems problems = new Problems();
        World world = controlPlane.next(ManifestReader.read(FILE, yaml, problems), problems);
        if (problems.hasErrors()) {
            throw new AssertionError(problems.all());
        }
        return world;
    }

    /** What is wrong with a text, each as {@code line: reason}, warnings in brackets. */
    public List<String> problems(String yaml) {
        Problems problems = new Problems();
        controlPlane.next(ManifestReader.read(FILE, yaml, problems), problems);
        return problems.all().stream()
                .map(problem -> {
                    String text = problem.place().line() + ": " + problem.reason();
                    return problem.isError() ? text : "[" + text + "]";
                })
                .toList();
    }

    /** A Service of a world, named as {@code <service>.<namespace>}. */
    public static ServiceState service(World world, String name) {
        return get(world.services(), ServiceName.parse(name));
    }

    /** What a map holds for a key, which must be there. */
    public static <K, V> V get(Map<K, V> map, K key) {
        return Objects.requireNonNull(map.get(key), () -> key + " in " + map.keySet());
    }

    /** All endpoints of a Service, group by group. */
    public static List<Endpoint> endpoints(World world, String name) {
        return service(world, name).groups().stream()
                .flatMap(group -> group.endpoints().stream())
                .toList();
    }
}
