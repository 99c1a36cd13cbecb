// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.server;

import dev.cairn.e2e.cluster.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command that starts our server as it ships. */
public final class CairnCommand {
    private static final int FIRST_WITH_MORE_OPTIONS = 25;

    private CairnCommand() {}

    /** With these flags after the main class, and a heap that does not grow with the machine. */
    public static List<String> line(String... flags) {
        return line(List.of("-Xmx256m"), flags);
    }

    /** With these flags after the main class, and the heap that its control group allows. */
    public static List<String> inControlGroup(String... flags) {
        return line(List.of(), flags);
    }

    private static List<String> line(List<String> heap, String... flags) {
        List<String> line = new ArrayList<>(List.of("env", "MALLOC_ARENA_MAX=2"));
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.add(options("server.options"));
        if (Runtime.version().feature() >= FIRST_WITH_MORE_OPTIONS) {
            line.add(options("server-25.options"));
        }
        line.addAll(heap);
        line.addAll(List.of("-cp", Settings.serverJars() + "/*", "dev.cairn.dns.app.Main"));
        line.addAll(List.of(flags));
        return line;
    }

    private static String options(String file) {
        return "@" + Settings.root().resolve("dns-server/src/main/jvm").resolve(file);
    }
}
