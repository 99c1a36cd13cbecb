// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.metrics;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** What Linux says of this process and the library for {@code process_*} leaves out. Without {@code /proc} it shows nothing. */
final class KernelFigures {
    private static final String ADDRESS_SPACE = "Max address space";
    private static final String NETWORK = "IpExt:";
    private static final double UNLIMITED = 0x1p64; // as other exporters say it

    private final Path process;

    /** Figures of the process in this folder of {@code /proc}. */
    KernelFigures(Path process) {
        this.process = process;
    }

    void register(PrometheusRegistry registry) {
        GaugeWithCallback.builder()
                .name("process_virtual_memory_max_bytes")
                .help("Maximum amount of virtual memory available in bytes.")
                .callback(value -> maxVirtualBytes().ifPresent(value::call))
                .register(registry);
        CounterWithCallback.builder()
                .name("process_network_receive_bytes_total")
                .help("Number of bytes received by the process over the network.")
                .callback(value -> networkOctets("InOctets").ifPresent(value::call))
                .register(registry);
        CounterWithCallback.builder()
                .name("process_network_transmit_bytes_total")
                .help("Number of bytes sent by the process over the network.")
                .callback(value -> networkOctets("OutOctets").ifPresent(value::call))
                .register(registry);
    }

    /** The soft limit. */
    private OptionalDouble maxVirtualBytes() {
        return lines("limits").stream()
                .filter(line -> line.startsWith(ADDRESS_SPACE))
                .map(line -> line.substring(ADDRESS_SPACE.length()).strip().split("\\s+", 2)[0])
                .mapToDouble(soft -> soft.equals("unlimited") ? UNLIMITED : Double.parseDouble(soft))
                .findFirst();
    }

    /** Of the network namespace: a line of names is followed by one of numbers. */
    private OptionalDouble networkOctets(String name) {
        List<List<String>> table = lines("net/netstat").stream()
                .filter(line -> line.startsWith(NETWORK))
                .map(line -> List.of(line.split(" ", -1)))
                .toList();
        if (table.size() != 2) {
            return OptionalDouble.empty();
        }
        return IntStream.range(0, table.get(0).size())
                .filter(i -> table.get(0).get(i).equals(name))
                .mapToDouble(i -> Double.parseDouble(table.get(1).get(i)))
                .findFirst();
    }

    private List<String> lines(String file) {
        try {
            return Files.readAllLines(process.resolve(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return List.of();
        }
    }
}
