// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return Main.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments);
    }

    @Test
    void printsEveryProblemOfTheCorefileAndEndsWithTwo() throws IOException {
        Path corefile = Files.writeString(folder.resolve("Corefile"), ". {\n erors\n whoami\n}\n");

        assertThat(run("-conf", corefile.toString())).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualToNormalizingNewlines(corefile + ":2: unknown directive \"erors\": did you mean \"errors\"?\n"
                        + corefile + ":3: directive \"whoami\" of CoreDNS is not offered: "
                        + "take the line out and read the client's address from log\n");
    }

    @Test
    void aMissingCorefileEndsWithTwo() {
        assertThat(run("-conf=" + folder.resolve("none"))).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("does not exist");
    }

    @Test
    void aWrongCommandLineEndsWithTwoAndTheUsage() {
        assertThat(run("-port", "53", "--p=x", "-conf")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("unknown flag \"-port\"")
                .contains("unknown argument \"53\"")
                .contains("flag -p must be a port, 0 to 65535, was \"x\"")
                .contains("flag -conf needs a value")
                .contains("usage:");
    }

    @Test
    void listsDirectivesAndPrintsTheVersion() {
        assertThat(run("-plugins")).isZero();
        assertThat(run("-version")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("kubernetes").contains("cairn ");
    }

    @Test
    void readsAllFlagsInTheFormsOfGo() {
        Flags flags = Flags.parse("-conf", "a", "--dns.port=1053", "-pidfile=b", "-state-dir", "c", "-quiet");

        assertThat(flags.problems()).isEmpty();
        assertThat(flags.conf()).contains("a");
        assertThat(flags.port()).contains(1053);
        assertThat(flags.pidFile()).contains("b");
        assertThat(flags.stateDir()).contains("c");
        assertThat(flags.isQuiet()).isTrue();
    }
}
