// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code cairn dns} refuses before it opens anything. */
class DnsCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dns | name a folder of manifests, or a cluster by --kubeconfig or --context",
                "dns no-such-folder | there is no folder or file no-such-folder",
                "dns --corefile no-such-file . | there is no Corefile no-such-file",
                "dns . --context staging | a folder and a cluster: only one can be served",
                "dns --context staging --pod-cidr 10.0.0.0/8 | belong to a folder of manifests",
                "dns . --state-dir state | --state-dir keeps the state of a cluster",
                "dns . --pod-cidr 10.0.0.0 | 10.0.0.0",
                "dns . --listen 127.0.0.1:port | a port is a number, was \"port\"",
                "dns . elsewhere | elsewhere"
            })
    void saysWhatIsWrongWithTheCommandLine(String arguments, String message) {
        assertThat(run(arguments.trim().split(" "))).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(err.toString()).startsWith("cairn dns: ").contains(message).contains("\"cairn dns --help\"");
    }

    @Test
    void saysWhatIsWrongWithTheCorefile() throws IOException {
        Path corefile = Files.writeString(folder.resolve("Corefile"), ".:0 {\n    errorz\n}\n");
        assertThat(run("dns", "--corefile", corefile.toString(), folder.toString()))
                .isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines(corefile + ":2: unknown directive \"errorz\": did you mean \"errors\"?");
    }

    @Test
    void suggestsTheCommandThatWasMeant() {
        assertThat(run("chek")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(err.toString()).contains("'chek'").contains("Did you mean: cairn check");
    }

    @Test
    void everyCommandHasHelpWithItsExitCodes() {
        Stream.of("dns", "check", "query", "demo").forEach(command -> {
            StringWriter out = new StringWriter();
            assertThat(Main.commandLine().setOut(new PrintWriter(out, true)).execute(command, "--help"))
                    .isZero();
            assertThat(out.toString()).contains("Usage: cairn " + command).contains("Exit codes:");
        });
    }

    private int run(String... arguments) {
        return Main.commandLine().setErr(new PrintWriter(err, true)).execute(arguments);
    }
}
