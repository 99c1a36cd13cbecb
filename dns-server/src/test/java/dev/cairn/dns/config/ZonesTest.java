// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZonesTest {

    private static final Position HERE = new Position("Corefile", 1);

    private static List<String> zones(String word) {
        Problems problems = new Problems();
        List<String> zones = Zones.parse(word, HERE, problems);
        assertThat(problems.toList()).isEmpty();
        return zones;
    }

    @ParameterizedTest
    @CsvSource({
        ".,                       .",
        "Cluster.Local,           cluster.local.",
        "cluster.local.,          cluster.local.",
        "_tcp.a-b.c,              _tcp.a-b.c.",
        "0/26.2.0.192.in-addr.arpa, 0/26.2.0.192.in-addr.arpa.",
        "10.0.0.0/8,              10.in-addr.arpa.",
        "10.9.3.0/24,             3.9.10.in-addr.arpa.",
        "10.9.3.18/32,            18.3.9.10.in-addr.arpa.",
        "0.0.0.0/0,               in-addr.arpa.",
        "2001:DB8::/32,           8.b.d.0.1.0.0.2.ip6.arpa.",
        "fd00:10:96::/44,         9.0.0.0.1.0.0.0.0.d.f.ip6.arpa.",
        "::/0,                    ip6.arpa."
    })
    void aWordStandsForOneZone(String word, String zone) {
        assertThat(zones(word)).containsExactly(zone);
    }

    @Test
    void aPrefixThatEndsWithinALabelStandsForEachValueOfTheLabel() {
        assertThat(zones("10.96.0.0/12"))
                .hasSize(16)
                .startsWith("96.10.in-addr.arpa.")
                .endsWith("111.10.in-addr.arpa.");
        assertThat(zones("192.0.2.130/25")).hasSize(128).startsWith("128.2.0.192.in-addr.arpa.");
        assertThat(zones("fd00::/7")).containsExactly("c.f.ip6.arpa.", "d.f.ip6.arpa.");
    }

    @Test
    void argumentsComeBeforeTheZonesOfTheBlock() {
        Problems problems = new Problems();
        ServerBlock block = new ServerBlock(List.of(new ListenKey("dns", "a.", 53)), List.of(), HERE);

        assertThat(Zones.ofArgumentsOrBlock(directive(List.of()), block, problems))
                .containsExactly("a.");
        assertThat(Zones.ofArgumentsOrBlock(directive(List.of("b", "B.", "10.0.0.0/8")), block, problems))
                .containsExactly("b.", "10.in-addr.arpa.");
        assertThat(problems.isEmpty()).isTrue();
    }

    private static Directive directive(List<String> arguments) {
        return new Directive("kubernetes", arguments, List.of(), HERE);
    }
}
