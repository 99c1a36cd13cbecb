// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The memory that a large cluster takes, first read and read again. */
class LargeClusterIT {
    @TempDir
    Path folder;

    @Test
    @Timeout(120)
    void readsTwoHundredThousandEndpointsTwiceIn48Megabytes() throws IOException, InterruptedException {
        Set<Resource> listed = ConcurrentHashMap.newKeySet();
        CountDownLatch expire = new CountDownLatch(1);
        try (ScriptedApi api = new ScriptedApi()) {
            api.fault(exchange -> answer(exchange, listed, expire));
            Process client = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx48m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+ExitOnOutOfMemoryError",
                            "-cp",
                            System.getProperty("java.class.path"),
                            LargeClusterClient.class.getName(),
                            api.kubeconfig(folder).toString())
                    .redirectErrorStream(true)
                    .start();
            try (BufferedReader output = client.inputReader()) {
                String firstList = nextReport(output);
                assertThat(firstList).startsWith("synced: 10000 services, 200000 endpoints, ");
                expire.countDown();
                String secondList = nextReport(output);
                assertThat(secondList).startsWith("listed again: 10001 services, 200000 endpoints, ");
                assertThat(client.waitFor(30, TimeUnit.SECONDS)).isTrue();
                assertThat(client.exitValue()).isZero();
                System.out.println(firstList + "; " + secondList);
            } finally {
                client.destroyForcibly();
            }
        }
    }

    /** The next line that is not of the log. */
    private static String nextReport(BufferedReader output) throws IOException {
        StringBuilder log = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains(" endpoints, ")) {
                return line;
            }
            log.append(line).append('\n');
        }
        throw new AssertionError("the client ended:\n" + log);
    }

    /** Each list is followed by an error when it is time to list again. */
    private static boolean answer(ScriptedExchange exchange, Set<Resource> listed, CountDownLatch expire)
            throws IOException {
        boolean isSecond = !listed.add(exchange.resource());
        LargeCluster.stream(exchange, isSecond);
        try {
            expire.await();
            if (isSecond) {
                new CountDownLatch(1).await(60, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.send(ScriptedApi.expired());
        return true;
    }
}
