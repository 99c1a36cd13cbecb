// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A network namespace beside the node's, with a wire to it. */
final class NetworkNamespace implements AutoCloseable {
    private static final int START_SECONDS = 10;

    private final Daemon holder;
    private final String device;

    private NetworkNamespace(Daemon holder, String device) {
        this.holder = holder;
        this.device = device;
    }

    /** Makes one; the node's end of the wire is this device, the other end is {@code eth0}. Both are down. */
    static NetworkNamespace create(String device) {
        Path own = network("self");
        Daemon holder =
                Daemon.start(device, Settings.newFolder(device), List.of("unshare", "--net", "sleep", "infinity"));
        holder.await(START_SECONDS, () -> !network(String.valueOf(holder.pid())).equals(own));
        node("link", "add", device, "type", "veth", "peer", "name", "eth0", "netns", String.valueOf(holder.pid()));
        return new NetworkNamespace(holder, device);
    }

    /** A command that runs this one there; it sees the same files and processes. */
    List<String> inside(List<String> line) {
        List<String> there = new ArrayList<>(List.of("nsenter", "--net", "--target", String.valueOf(holder.pid())));
        there.addAll(line);
        return there;
    }

    /** Runs {@code ip} there. */
    void ip(String... arguments) {
        Command.run(Map.of(), inside(ipLine(arguments))).succeeds();
    }

    /** Runs {@code ip} on the node. */
    static void node(String... arguments) {
        Command.run(Map.of(), ipLine(arguments)).succeeds();
    }

    @Override
    public void close() {
        // The kernel takes it away with the namespace, but later.
        node("link", "del", device);
        holder.close();
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
