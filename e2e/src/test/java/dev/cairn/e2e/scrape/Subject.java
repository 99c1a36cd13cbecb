// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.scrape;

import dev.cairn.e2e.cluster.Daemon;
import dev.cairn.e2e.cluster.Http;
import dev.cairn.e2e.cluster.Settings;
import dev.cairn.e2e.server.CairnCommand;
import dev.cairn.e2e.server.Exposition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** One of the two servers. Both read the same file, one after the other. */
enum Subject {
    CAIRN(file -> CairnCommand.line("-conf", file)),
    CORE_DNS(file -> List.of(Settings.program("coredns").toString(), "-conf", file));

    private static final int READY_SECONDS = 60;
    private static final Path UDP_SOCKETS = Path.of("/proc/self/net/udp6"); // both servers take those of IPv4, too
    private static final String PORT_53 = ":0035 ";

    @SuppressWarnings("ImmutableEnumChecker") // the functions above have no state
    private final Function<String, List<String>> command;

    Subject(Function<String, List<String>> command) {
        this.command = command;
    }

    /** Starts it with this Corefile and waits until it is ready. */
    Daemon start(String corefile) {
        String name = "scrape-" + name().toLowerCase(Locale.ROOT);
        Path folder = Settings.newFolder(name);
        Path file = folder.resolve("Corefile");
        try {
            Files.writeString(file, corefile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Daemon.startReady(
                name,
                folder,
                command.apply(file.toString()),
                READY_SECONDS,
                () -> Http.isOk("http://127.0.0.1:8181/ready") && isListening());
    }

    /** CoreDNS is ready before it listens, and a question to find out would be counted. */
    private static boolean isListening() {
        try {
            return Files.readString(UDP_SOCKETS).contains(PORT_53);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the server that runs shows now. */
    static Exposition scrape() {
        return Exposition.parse(Http.get("http://127.0.0.1:9153/metrics").body());
    }
}
