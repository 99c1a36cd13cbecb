// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {

    private final StringWriter out = new StringWriter();
    private final CommandLine command = Main.commandLine().setOut(new PrintWriter(out));

    @Test
    void versionNamesCairnAndTheJvm() {
        assertThat(command.execute("version")).isZero();
        assertThat(out.toString())
                .startsWith("cairn ")
                .contains(Runtime.version().toString());
    }

    @Test
    void helpListsTheCommands() {
        assertThat(command.execute("--help")).isZero();
        assertThat(out.toString()).contains("version");
    }
}
