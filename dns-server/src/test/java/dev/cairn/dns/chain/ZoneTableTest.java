// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.QuestionReader;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Type;

class ZoneTableTest {
    private static final ZoneTable ZONES =
            table("cluster.local.", "10.in-addr.arpa.", "in-addr.arpa.", "deep.cluster.local.");

    @ParameterizedTest
    @CsvSource({
        "cluster.local., cluster.local.",
        "CLUSTER.Local., cluster.local.",
        "a.b.cluster.local., cluster.local.",
        "x.Deep.cluster.local., deep.cluster.local.",
        "notcluster.local.,",
        "cluster.local.example.,",
        "1.0.0.10.in-addr.arpa., 10.in-addr.arpa.",
        "1.0.0.11.in-addr.arpa., in-addr.arpa.",
        "arpa.,",
        ".,"
    })
    void findsTheLongestZoneThatTheNameIsIn(String name, @Nullable String zone) {
        byte[] request = Asking.question(name, Type.A).toWire();
        QuestionReader question = new QuestionReader();
        question.read(request, request.length);
        Plan found = ZONES.find(question);
        assertThat(found == null ? null : found.zone().toString()).isEqualTo(zone);
        assertThat(ZONES.find(DomainName.parse(name))).isSameAs(found);
    }

    @Test
    void letsTheRootZoneTakeWhatNoOtherTakes() {
        ZoneTable zones = table(".", "cluster.local.");
        for (String name : List.of(".", "example.org.", "local.")) {
            byte[] request = Asking.question(name, Type.A).toWire();
            QuestionReader question = new QuestionReader();
            question.read(request, request.length);
            assertThat(zones.find(question)).isSameAs(zones.find(DomainName.ROOT));
        }
    }

    @Test
    void refusesTheSameZoneTwiceWhateverItsLetters() {
        assertThatThrownBy(() -> table("cluster.local.", "Cluster.Local."))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two plans");
    }

    private static ZoneTable table(String... zones) {
        return ZoneTable.of(Arrays.stream(zones)
                .map(zone -> Plan.builder(DomainName.parse(zone)).build())
                .toList());
    }
}
