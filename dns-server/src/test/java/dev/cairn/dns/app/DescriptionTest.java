// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.dns.config.ConfigException;
import dev.cairn.dns.config.DirectiveNames;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What would run, and what is wrong between blocks. */
class DescriptionTest {

    private static String describe(String corefile) {
        return DnsServer.builder()
                .corefile(corefile, "Corefile")
                .environment(Map.of())
                .build()
                .describe();
    }

    private static void assertProblem(String corefile, String... problems) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> describe(corefile))
                .satisfies(e ->
                        assertThat(e.problems()).extracting(Object::toString).containsExactly(problems));
    }

    @Test
    void handlersRunInTheirFixedOrderAndClusterZonesAreFast() {
        assertThat(describe("""
                        .:53 {
                            kubernetes cluster.local 10.in-addr.arpa
                            loadbalance
                            errors
                            health
                            prometheus :9153
                            ready
                        }
                        """)).isEqualToNormalizingNewlines("""
                        dns://.:53   (Corefile:1)
                            handlers, in this order: prometheus, errors, loadbalance, kubernetes
                            http :8080/health
                            http :8181/ready
                            http :9153/metrics
                        listener dns://:53 (udp, tcp)
                            zone 10.in-addr.arpa.: fast path
                            zone cluster.local.: fast path
                            zone .: fast path
                        """);
    }

    @Test
    void theLineThatTakesAZoneOffTheFastPathIsNamed() {
        assertThat(describe(". {\n kubernetes cluster.local ip6.arpa\n log cluster.local\n}\n"))
                .contains("zone cluster.local.: off the fast path because of log (Corefile:3)")
                .contains("zone ip6.arpa.: fast path");
    }

    @Test
    void aCacheLeavesZonesOfTheClusterOnTheFastPathAndComesAgainWhereNamesArePassedOn() {
        assertThat(describe("""
                        . {
                            cache 30
                            kubernetes cluster.local in-addr.arpa {
                                fallthrough in-addr.arpa
                            }
                        }
                        """))
                .contains("handlers, in this order: cache, kubernetes, cache")
                .contains("zone cluster.local.: fast path")
                .contains("zone in-addr.arpa.: off the fast path because of cache (Corefile:2)")
                .contains("zone .: off the fast path because of cache (Corefile:2)");
    }

    @Test
    void aZoneBelongsToTheBlockWithTheLongestKey() {
        String text = describe("""
                . {
                    kubernetes cluster.local svc.example
                }
                example {
                    log
                }
                """);

        assertThat(text).contains("zone cluster.local.: fast path").doesNotContain("zone svc.example.");
    }

    @Test
    void eachBoundAddressIsAListener() {
        assertThat(describe(".:5300 {\n bind 127.0.0.1 ::1\n errors\n}\n"))
                .contains("listener dns://127.0.0.1:5300")
                .contains("listener dns://[0:0:0:0:0:0:0:1]:5300");
    }

    @Test
    void aPortIsNotSharedBetweenAllAddressesAndOne() {
        assertProblem(
                "a {\n errors\n}\nb {\n bind 127.0.0.1\n}\n",
                "Corefile:1: this block listens on all addresses of port 53, the one at Corefile:4 binds one of them: "
                        + "give this one a bind, too");
    }

    @Test
    void aclDecidesBeforeEverythingThatAnswers() {
        assertThat(describe(". {\n kubernetes cluster.local\n hosts\n acl {\n block\n }\n}\n"))
                .contains("in this order: acl, hosts, kubernetes");
        assertThat(DirectiveNames.IN_ORDER.indexOf("acl")).isLessThan(DirectiveNames.IN_ORDER.indexOf("cache"));
    }

    @Test
    void someDirectivesStandOnceInABlock() {
        assertProblem(
                ". {\n errors\n hosts\n errors\n hosts\n}\n",
                "Corefile:4: a server block has one errors directive: put both together",
                "Corefile:5: a server block has one hosts directive: put both together");
    }

    @Test
    void aFileThatCannotBeIsAProblemAndNoFailure() {
        assertProblem(
                ". {\n hosts a\0b\n}\n",
                "Corefile:1: this block names a file that cannot be: Nul character not allowed");
    }

    @Test
    void problemsOfAllDirectivesComeTogether() {
        assertProblem(
                """
                . {
                    bind nowhere0.5
                    health 8080 {
                        lameduck 5
                        lame
                    }
                    ready {
                        monitor always
                    }
                    dns64
                    kubernetes cluster.local {
                        podz insecure
                    }
                    prometheus :x
                    kubernets
                }
                """,
                "Corefile:2: unknown address or interface \"nowhere0.5\": known are " + interfaces(),
                "Corefile:3: \"8080\" is not an address and port, such as :8080 or 127.0.0.1:8080",
                "Corefile:4: \"5\" is not a duration: write a number with a unit, such as 5s or 1m30s",
                "Corefile:5: unknown option of health \"lame\": known are lameduck",
                "Corefile:8: unknown monitor of ready \"always\": known are until-ready, continuously",
                "Corefile:10: directive \"dns64\" of CoreDNS is not offered: forward to a resolver that makes the AAAA records up",
                "Corefile:12: unknown option of kubernetes \"podz\": did you mean \"pods\"?",
                "Corefile:14: \":x\" is not an address and port, such as :8080 or 127.0.0.1:8080",
                "Corefile:15: unknown directive \"kubernets\": did you mean \"kubernetes\"?");
    }

    private static String interfaces() {
        return String.join(", ", Interfaces.addresses().keySet());
    }

    @Test
    void theBuiltInFilesAreRight() {
        assertThat(DnsServer.builder().build().describe()).contains("zone cluster.local.: fast path");
        assertThat(DnsServer.builder().localCorefile().build().describe()).contains("listener dns://127.0.0.1:1053");
    }
}
