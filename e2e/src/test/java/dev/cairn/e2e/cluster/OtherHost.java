// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Another machine beside the node: a network namespace with a wire to it. It has routes to the node and to the addresses of load
 * balancers, as a machine of the same network would; pods and Services are unknown to it.
 */
public final class OtherHost implements AutoCloseable {
    private static final int START_SECONDS = 10;
    private static final String DEVICE = "other-host";
    private static final String NEAR = "10.201.0.1";
    private static final String FAR = "10.201.0.2";

    private final Daemon holder;

    private OtherHost(Daemon holder) {
        this.holder = holder;
    }

    /** Starts it; there can be one at a time. */
    public static OtherHost start() {
        Path own = network("self");
        Daemon holder = Daemon.start(
                "other-host", Settings.newFolder("other-host"), List.of("unshare", "--net", "sleep", "infinity"));
        holder.await(START_SECONDS, () -> !network(String.valueOf(holder.pid())).equals(own));
        OtherHost host = new OtherHost(holder);
        host.connect();
        return host;
    }

    /** Runs a program there, which sees the same files and processes. */
    public Command run(Map<String, String> environment, List<String> line) {
        List<String> there = new ArrayList<>(List.of("nsenter", "--net", "--target", String.valueOf(holder.pid())));
        there.addAll(line);
        return Command.run(environment, there);
    }

    @Override
    public void close() {
        // The kernel takes it away with the namespace, but later.
        Command.run("ip", "link", "del", DEVICE).succeeds();
        holder.close();
    }

    private void connect() {
        String far = String.valueOf(holder.pid());
        ip("link", "add", DEVICE, "type", "veth", "peer", "name", "eth0", "netns", far);
        ip("addr", "add", NEAR + "/24", "dev", DEVICE);
        ip("link", "set", DEVICE, "up");
        there("addr", "add", FAR + "/24", "dev", "eth0");
        there("link", "set", "eth0", "up");
        there("route", "add", Net.NODE, "via", NEAR);
        there("route", "add", Net.LOAD_BALANCER_POOL, "via", NEAR);
    }

    private static void ip(String... arguments) {
        Command.run(Map.of(), ipLine(arguments)).succeeds();
    }

    private void there(String... arguments) {
        run(Map.of(), ipLine(arguments)).succeeds();
    }

    private static List<String> ipLine(String... arguments) {
        List<String> line = new ArrayList<>(List.of("ip"));
        line.addAll(List.of(arguments));
        return line;
    }

    private static Path network(String process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", process, "ns", "net"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
