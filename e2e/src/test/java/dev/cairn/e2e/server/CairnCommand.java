// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.server;

import dev.cairn.e2e.cluster.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command that starts our server as it ships. */
public final class CairnCommand {

    private CairnCommand() {}

    /** With these flags after the main class. */
    public static List<String> line(String... flags) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.add("-XX:+UseSerialGC");
        line.add("-Xmx256m");
        line.add("-cp");
        line.add(Settings.serverJars() + "/*");
        line.add("dev.cairn.dns.app.Main");
        line.addAll(List.of(flags));
        return line;
    }
}
