// SPDX-License-Identifier: Apache-2.0
package dev.cairn.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each example does what its first sentence says. */
@Timeout(60)
class ExamplesIT {
    @Test
    void picksEndpointsOfTheShop() throws Exception {
        List<String> lines = linesOf(() -> PickFromManifests.main(new String[] {"shop"}));
        assertThat(lines)
                .filteredOn(line -> line.matches("picked /?10\\.244\\.[0-9.]+:8080"))
                .hasSize(3);
        assertThat(lines).filteredOn(line -> line.contains(" orders-")).hasSizeGreaterThanOrEqualTo(10);
    }

    @Test
    void callsByNameAndLosesNoCallWithAPod() throws Exception {
        List<String> lines = linesOf(() -> CallByName.main(new String[0]));
        assertThat(lines).hasSize(13).contains("hello from the first pod");
        assertThat(lines.subList(7, 13)).containsOnly("hello from the second pod");
    }

    @Test
    void callsByNameOverGrpcAndLosesNoCallWithAPod() throws Exception {
        List<String> lines = linesOf(() -> GrpcByName.main(new String[0]));
        assertThat(lines).hasSize(13);
        assertThat(lines.subList(9, 13)).containsOnly("hello world from the second pod");
    }

    @Test
    void callsWithOkHttpAndLosesNoCallWithAPod() throws Exception {
        List<String> lines = linesOf(() -> CallWithOkHttp.main(new String[0]));
        assertThat(lines).hasSize(13).contains("hello from the first pod");
        assertThat(lines.subList(7, 13)).containsOnly("hello from the second pod");
    }

    @Test
    void asksAServerInTheSameProcess() throws Exception {
        List<String> lines = linesOf(() -> EmbeddedDns.main(new String[] {"shop"}));
        assertThat(lines)
                .filteredOn(
                        line -> line.matches("db\\.shop\\.svc\\.cluster\\.local\\.\\s+5\\s+IN\\s+A\\s+10\\.244\\..*"))
                .hasSize(3);
    }

    private static List<String> linesOf(Program program) throws Exception {
        PrintStream console = System.out;
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
        try {
            program.run();
        } finally {
            System.setOut(console);
        }
        return output.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private interface Program {
        void run() throws Exception;
    }
}
