// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.resolvers;

import dev.cairn.e2e.cluster.Command;
import dev.cairn.e2e.cluster.PodNetwork;
import dev.cairn.e2e.cluster.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A resolver as a process of a pod: it sees the {@code resolv.conf} that is given, and only that.
 *
 * @param name as reported
 * @param command which takes names and addresses and prints a line for each
 */
public record Resolver(String name, List<String> command) {

    /** The resolver of the JVM that runs this test. */
    public static Resolver jvm() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path classes = Path.of(Resolve.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        return new Resolver(
                "JVM " + Runtime.version().feature(),
                List.of(
                        java,
                        "-Xshare:auto",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classes.toString(),
                        Resolve.class.getName()));
    }

    /** The resolver of a C library, by the compiler that links with it; empty if there is no such compiler. */
    public static Optional<Resolver> library(String name, String compiler, Path folder) {
        if (Command.run("sh", "-c", "command -v " + compiler).exitCode() != 0) {
            return Optional.empty();
        }
        Path program = folder.resolve("resolve-" + name);
        Path source = Settings.root().resolve("e2e/src/test/c/resolve.c");
        Command.run(compiler, "-std=gnu11", "-Wall", "-Werror", "-O1", "-o", program.toString(), source.toString())
                .succeeds();
        return Optional.of(new Resolver(name, List.of(program.toString())));
    }

    /** What it says of each name or address, in their order. */
    List<String> resolve(Path resolvConf, List<String> asked) {
        List<String> line = command(resolvConf);
        line.addAll(asked);
        return Command.run(Map.of(), line).succeeds().lines().toList();
    }

    /** Starts it in the network of a pod, to be asked one name after the other. */
    public Conversation converse(PodNetwork network, Path resolvConf) {
        return Conversation.start(network.inside(command(resolvConf)));
    }

    private List<String> command(Path resolvConf) {
        List<String> line = new ArrayList<>(List.of(
                "unshare",
                "--mount",
                "sh",
                "-c",
                "mount --bind \"$1\" /etc/resolv.conf && shift && exec \"$@\"",
                "pod",
                resolvConf.toString()));
        line.addAll(command);
        return line;
    }
}
