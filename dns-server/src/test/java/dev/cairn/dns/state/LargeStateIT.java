// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The memory that keeping a state takes, within the heap that ARCHITECTURE.md allows. */
class LargeStateIT {
    private static final Pattern REPORT = Pattern.compile(
            "10000 services, 200000 endpoints: restored in \\d+ ms, \\d+ KiB written in \\d+ ms, allocated (\\d+) KiB");
    private static final long MAX_ALLOCATED_KILOBYTES = 4096;

    @TempDir
    private Path folder;

    @Test
    @Timeout(120)
    void restoresReadsAndWritesTwoHundredThousandEndpointsIn72Megabytes() throws IOException, InterruptedException {
        String first = run();
        assertThat(first).as("writes the state").containsPattern(REPORT);
        assertThat(folder).isDirectoryContaining("glob:**/large.state");
        String second = run();
        Matcher report = REPORT.matcher(second);
        assertThat(report.find()).as(second).isTrue();
        assertThat(Long.parseLong(report.group(1))).isLessThan(MAX_ALLOCATED_KILOBYTES);
        System.out.print("state: " + second);
    }

    private String run() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx72m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeStateRun.class.getName(),
                        folder.resolve("large.state").toString())
                .redirectErrorStream(true)
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(output).isTrue();
            assertThat(process.exitValue()).as(output).isZero();
            return output;
        } finally {
            process.destroyForcibly();
        }
    }
}
