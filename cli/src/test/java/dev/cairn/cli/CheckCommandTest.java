// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    private static final Path SHOP = SourceTree.ROOT.resolve("examples/shop");

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void printsWhatTheShopServes() {
        assertThat(check(SHOP.toString())).isEqualTo(ExitCode.OK);
        assertThat(err.toString()).isEmpty();
        assertThat(out.toString())
                .contains("8 files, 1 namespace, 16 pods, 8 Services")
                .containsPattern("orders\\.shop +ClusterIP +10\\.96\\.\\d+\\.\\d+ +http 8080/tcp +10 of 11 ready")
                .containsPattern("db\\.shop +headless +- +postgres 5432/tcp +3 ready")
                .containsPattern("web\\.shop +NodePort +10\\.96\\.\\d+\\.\\d+ +http 80:30080/tcp +2 ready")
                .containsPattern("front\\.shop +LoadBalancer ")
                .containsPattern("catalog\\.shop +ClusterIP +10\\.96\\.0\\.60,fd00:10:96::60 +grpc 9000/tcp +4 ready")
                .containsPattern("erp\\.shop +headless +- +https 443/tcp +2 of 3 ready")
                .containsPattern("payments\\.shop +ExternalName +api\\.payments\\.example\\.com +- +-");
    }

    @Test
    void takesAddressesFromTheBlocksOfItsOptions() {
        assertThat(check(
                        "--service-cidr",
                        "10.7.0.0/24",
                        SHOP.resolve("orders.yaml").toString()))
                .isEqualTo(ExitCode.OK);
        assertThat(out.toString()).containsPattern("orders\\.shop +ClusterIP +10\\.7\\.0\\.\\d+ ");
    }

    @Test
    void endsWithTwoAndNamesTheLineOfEachProblem() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.yaml"), """
                apiVersion: v1
                kind: Service
                metadata:
                  name: a
                  namespace: shop
                spec:
                  ports:
                    - port: 99999
                """);
        assertThat(check(folder.toString())).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(err.toString()).startsWith("error: " + broken + ":8: ");
    }

    @Test
    void saysWhichZonesOfACorefileAreOnTheFastPath() throws IOException {
        Path corefile = Files.writeString(folder.resolve("Corefile"), """
                .:1053 {
                    errors
                    kubernetes cluster.local in-addr.arpa
                    loadbalance
                }
                example.org:1053 {
                    log
                    kubernetes example.org
                }
                """);
        assertThat(check(corefile.toString())).isEqualTo(ExitCode.OK);
        assertThat(err.toString()).isEmpty();
        assertThat(out.toString())
                .contains("zone cluster.local.: fast path")
                .contains("zone example.org.: off the fast path because of log (" + corefile + ":7)");
    }

    @Test
    void endsWithTwoAndNamesEveryUnknownWordOfACorefile() throws IOException {
        Path corefile = Files.writeString(folder.resolve("Corefile"), """
                .:1053 {
                    errorz
                    kubernetes cluster.local {
                        tttl 5
                    }
                }
                """);
        assertThat(check(corefile.toString())).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(err.toString())
                .contains("error: " + corefile + ":2: unknown directive \"errorz\": did you mean \"errors\"?")
                .contains("error: " + corefile + ":4: ");
    }

    @Test
    void endsWithTwoOnAWrongCommandLine() {
        assertThat(check(folder.resolve("nothing-here").toString())).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(err.toString()).contains("there is no file or folder").contains("\"cairn check --help\"");
        assertThat(check("--pod-cidr", "10.0.0.0", SHOP.toString())).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(check()).isEqualTo(ExitCode.WRONG_INPUT);
    }

    private int check(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "check";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }
}
