// SPDX-License-Identifier: Apache-2.0
package dev.cairn.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The provider in JVMs of its own, as the JDK loads it. */
@Timeout(120)
class ForkedJvmIT {
    /** Resolves the names in its arguments. */
    static final class Program {
        private Program() {}

        public static void main(String[] names) throws Exception {
            try {
                CairnResolver.verifyInstalled();
                System.out.println("installed");
            } catch (IllegalStateException e) {
                System.out.println("refused: " + e.getMessage());
            }
            for (String name : names) {
                System.out.println(name + " "
                        + Arrays.stream(InetAddress.getAllByName(name))
                                .map(InetAddress::getHostAddress)
                                .sorted()
                                .collect(Collectors.joining(" ")));
            }
        }
    }

    private static List<String> run(List<String> classPath, String... names) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-Ddev.cairn.resolver.services=orders.shop=static:///10.0.0.1:80,10.0.0.2:80",
                "-cp",
                String.join(File.pathSeparator, classPath),
                Program.class.getName()));
        command.addAll(List.of(names));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output.lines().toList();
    }

    private static List<String> classPath() {
        return List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1));
    }

    @Test
    void anOrdinaryProgramResolvesServicesByTheirEndpoints() throws Exception {
        assertThat(run(classPath(), "orders.shop", "127.0.0.1", "localhost"))
                .contains("installed", "orders.shop 10.0.0.1 10.0.0.2", "127.0.0.1 127.0.0.1")
                .anyMatch(line -> line.startsWith("localhost ") && line.contains("127.0.0.1"));
    }

    @Test
    void saysWhoCameFirst() throws Exception {
        List<String> dnsjavaFirst = new ArrayList<>(classPath());
        Collections.reverse(dnsjavaFirst);
        assertThat(run(dnsjavaFirst))
                .anyMatch(line -> line.startsWith("refused: ")
                        && line.contains("org.xbill.DNS.spi.DnsjavaInetAddressResolverProvider, "
                                + CairnResolverProvider.class.getName())
                        && line.contains("put cairn-jdk-resolver before the others"));
    }
}
