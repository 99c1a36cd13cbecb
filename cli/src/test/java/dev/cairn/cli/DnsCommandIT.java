// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cairn dns} as a process of its own on the shop of {@code examples/shop}, asked with {@code cairn query}. */
class DnsCommandIT {
    private static final String LISTENING = "listening on 127\\.0\\.0\\.1:(\\d+) .*";
    private static final Pattern DIG_LINE = Pattern.compile("(?m)^dig @127\\.0\\.0\\.1 -p 1053 (.*?)(?: *#.*)?$");

    @TempDir
    private Path folder;

    @Test
    void servesTheShopFollowsItsFilesAndStopsWhenTold() throws Exception {
        Path shop = copyOfTheShop();
        try (CairnProcess server = CairnProcess.start("dns", shop.toString(), "--listen", "127.0.0.1:0")) {
            String port = server.awaitLine(LISTENING);

            assertThat(ask(port, "orders.shop.svc.cluster.local")).hasSize(1).allMatch(a -> a.startsWith("10.96."));
            assertThat(ask(port, "--tcp", "_http._tcp.orders.shop.svc.cluster.local", "SRV"))
                    .containsExactly("0 100 8080 orders.shop.svc.cluster.local.");
            List<String> pod = ask(port, "--tcp", "db-0.db.shop.svc.cluster.local");
            assertThat(pod).hasSize(1);
            assertThat(ask(port, "-x", pod.get(0))).containsExactly("db-0.db.shop.svc.cluster.local.");
            assertThat(ask(port, "catalog.shop.svc.cluster.local", "AAAA")).containsExactly("fd00:10:96::60");
            assertThat(ask(port, "erp.shop.svc.cluster.local")).containsExactlyInAnyOrder("192.0.2.10", "192.0.2.11");
            assertThat(ask(port, "payments.shop.svc.cluster.local")).containsExactly("api.payments.example.com.");
            assertThat(ask(port, "orders-pods.shop.svc.cluster.local")).hasSize(10);

            edit(shop.resolve("orders.yaml"), "replicas: 10", "replicas: 3");
            edit(shop.resolve("orders-canary.yaml"), "ready: \"false\"", "ready: \"true\"");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(ask(port, "orders-pods.shop.svc.cluster.local"))
                            .hasSize(4));

            StringWriter out = new StringWriter();
            assertThat(query(out, port, "nosuch.shop.svc.cluster.local")).isEqualTo(ExitCode.FAILED);
            assertThat(out.toString())
                    .contains("status: NXDOMAIN")
                    .containsOnlyOnce(" IN SOA ")
                    .contains("Namespace shop exists and has no Service nosuch");

            assertThat(server.stop()).isEqualTo(ExitCode.OK);
        }
    }

    @Test
    void answersEveryQuestionOfTheReadmes() throws Exception {
        try (CairnProcess server = CairnProcess.start("dns", copyOfTheShop().toString(), "--listen", "127.0.0.1:0")) {
            String port = server.awaitLine(LISTENING);
            String clusterIp = ask(port, "orders.shop.svc.cluster.local").get(0);
            for (String document : List.of("README.md", "examples/shop/README.md")) {
                List<String> questions =
                        SourceTree.firstGroups(DIG_LINE, SourceTree.read(SourceTree.ROOT.resolve(document)));
                assertThat(questions).as(document).hasSizeGreaterThanOrEqualTo(3);
                for (String question : questions) {
                    String[] words = question.replace("+short ", "")
                            .replace("+tcp ", "--tcp ")
                            .replace("-x 10.96.0.1", "-x " + clusterIp)
                            .split(" +");
                    int expected = question.contains("nosuch") ? ExitCode.FAILED : ExitCode.OK;
                    StringWriter out = new StringWriter();
                    assertThat(query(out, port, words))
                            .as("%s: %s%n%s", document, question, out)
                            .isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void endsWithOneWhenItsAddressIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
                CairnProcess server = CairnProcess.start(
                        "dns", copyOfTheShop().toString(), "--listen", "127.0.0.1:" + taken.getLocalPort())) {
            assertThat(server.awaitExit()).isEqualTo(ExitCode.FAILED);
            assertThat(server.output()).anyMatch(line -> line.startsWith("cairn dns: "));
        }
    }

    @Test
    void endsWithTwoWhenAManifestIsBroken() throws Exception {
        Path broken = Files.writeString(folder.resolve("a.yaml"), "kind: Service\napiVersion: v1\nmetadata: [\n");
        try (CairnProcess server = CairnProcess.start("dns", folder.toString(), "--listen", "127.0.0.1:0")) {
            assertThat(server.awaitExit()).isEqualTo(ExitCode.WRONG_INPUT);
            assertThat(server.output()).anyMatch(line -> line.contains(broken + ":"));
        }
    }

    private Path copyOfTheShop() throws IOException {
        Path shop = Files.createDirectory(folder.resolve("shop"));
        try (Stream<Path> files = Files.list(SourceTree.ROOT.resolve("examples/shop"))) {
            for (Path file : files.toList()) {
                Files.copy(file, shop.resolve(file.getFileName().toString()));
            }
        }
        return shop;
    }

    private static void edit(Path file, String before, String after) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(before);
        Files.writeString(file, text.replace(before, after));
    }

    private static List<String> ask(String port, String... words) {
        StringWriter out = new StringWriter();
        String[] brief = Stream.concat(Stream.of("--short"), Stream.of(words)).toArray(String[]::new);
        assertThat(query(out, port, brief))
                .as("exit code of query %s", List.of(words))
                .isEqualTo(ExitCode.OK);
        return out.toString().lines().toList();
    }

    private static int query(StringWriter out, String port, String... words) {
        String[] all =
                Stream.concat(Stream.of("query", "-p", port), Stream.of(words)).toArray(String[]::new);
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(Writer.nullWriter()))
                .execute(all);
    }
}
