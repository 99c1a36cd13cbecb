// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelFiguresTest {
    private static final String LIMITS = """
            Limit                     Soft Limit           Hard Limit           Units
            Max cpu time              unlimited            unlimited            seconds
            Max address space         %s            unlimited            bytes
            """;

    @TempDir
    private Path process;

    @Test
    void showsTheSoftLimitOfAddressSpace() throws IOException {
        Files.writeString(process.resolve("limits"), LIMITS.formatted("2097152"));

        assertThat(scrape()).contains("process_virtual_memory_max_bytes 2097152.0");
    }

    @Test
    void noLimitIsTwoToThe64() throws IOException {
        Files.writeString(process.resolve("limits"), LIMITS.formatted("unlimited"));

        assertThat(scrape()).contains("process_virtual_memory_max_bytes 1.8446744073709552E19");
    }

    @Test
    void findsOctetsByTheNameOfTheirColumn() throws IOException {
        Files.createDirectory(process.resolve("net"));
        Files.writeString(process.resolve("net/netstat"), """
                TcpExt: InOctets OutOctets
                TcpExt: 1 2
                IpExt: InNoRoutes InOctets InMcastOctets OutOctets
                IpExt: 5 700 6 900
                """);

        assertThat(scrape())
                .contains("process_network_receive_bytes_total 700.0")
                .contains("process_network_transmit_bytes_total 900.0");
    }

    @Test
    void showsNothingWhereTheKernelSaysNothing() throws IOException {
        assertThat(scrape()).isEmpty();
    }

    private String scrape() throws IOException {
        PrometheusRegistry registry = new PrometheusRegistry();
        new KernelFigures(process).register(registry);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ExpositionFormats.init().getPrometheusTextFormatWriter().write(out, registry.scrape());
        return out.toString(StandardCharsets.UTF_8);
    }
}
