// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The files of JVM options that ship. */
class JvmOptionsIT {
    private static final Path FOLDER = Path.of("src/main/jvm");
    private static final int FIRST_WITH_MORE = 25;

    @Test
    void theJvmOfThisBuildTakesThemWithoutAWord() throws IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.add("@" + FOLDER.resolve("server.options"));
        if (Runtime.version().feature() >= FIRST_WITH_MORE) {
            line.add("@" + FOLDER.resolve("server-25.options"));
        }
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "-version"));

        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(output.lines()).singleElement().asString().startsWith("cairn ");
        assertThat(process.exitValue()).isZero();
    }
}
