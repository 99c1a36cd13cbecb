// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.cli.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DemoCommandIT {
    private final StringWriter out = new StringWriter();

    @Test
    void losesNoCallWithAnAddressForEachPod() {
        assertThat(demo("--step", "500")).as(() -> out.toString()).isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .contains("DNS has 14 pods", "DNS has 5 pods")
                .contains("calls, no call failed.")
                .containsPattern("orders-canary +0 +not ready")
                .doesNotContain("failed: ");
    }

    @Test
    void losesNoCallWithAPortForEachPod() {
        assertThat(demo("--step", "500", "--one-address"))
                .as(() -> out.toString())
                .isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("DNS has 14 pods", "DNS has 5 pods").contains("calls, no call failed.");
    }

    @Test
    void refusesStepsThatTakeTooLong() {
        assertThat(demo("--step", "60000")).isEqualTo(ExitCode.WRONG_INPUT);
    }

    private int demo(String... arguments) {
        return new CommandLine(new DemoCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(arguments);
    }
}
