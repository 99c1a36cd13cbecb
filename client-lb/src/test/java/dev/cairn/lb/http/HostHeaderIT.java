// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is decided once for each JVM, in JVMs of their own. */
@Timeout(60)
class HostHeaderIT {
    /** Says whether the header can be allowed, and what the property is then. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            if (arguments.length > 0) {
                HttpRequest.newBuilder().header("X-Any", "the client is used");
            }
            System.out.println(CairnHttpClient.allowHostHeader() + " " + HostHeader.isAllowed() + " "
                    + System.getProperty("jdk.httpclient.allowRestrictedHeaders"));
        }
    }

    private static String run(List<String> flags, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx32m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
        command.addAll(flags);
        command.add(Program.class.getName());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return output.strip();
    }

    @Test
    void isAllowedByACallThatComesFirst() throws Exception {
        assertThat(run(List.of())).isEqualTo("true true host");
        assertThat(run(List.of("-Djdk.httpclient.allowRestrictedHeaders=via"))).isEqualTo("true true via,host");
    }

    @Test
    void isNotAllowedByACallThatComesTooLate() throws Exception {
        assertThat(run(List.of(), "late")).isEqualTo("false false null");
    }

    @Test
    void isAllowedByTheFlagAtAnyTime() throws Exception {
        assertThat(run(List.of(HostHeader.FLAG), "late")).startsWith("true true host");
    }
}
