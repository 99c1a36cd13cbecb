// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Name;

class NameServersTest {
    private static List<String> candidates(int ndots, String name) {
        List<Name> search = Stream.of("shop.svc.cluster.local.", "svc.cluster.local.", "cluster.local.")
                .map(Name::fromConstantString)
                .toList();
        return new NameServers(List.of(), search, ndots)
                .candidates(name).stream().map(Name::toString).toList();
    }

    @Test
    void triesAShortNameInTheSearchDomainsFirst() {
        assertThat(candidates(5, "_http._tcp.orders.shop"))
                .containsExactly(
                        "_http._tcp.orders.shop.shop.svc.cluster.local.",
                        "_http._tcp.orders.shop.svc.cluster.local.",
                        "_http._tcp.orders.shop.cluster.local.",
                        "_http._tcp.orders.shop.");
    }

    @Test
    void triesANameWithEnoughDotsAsItIsFirst() {
        assertThat(candidates(1, "db.example")).startsWith("db.example.").hasSize(4);
        assertThat(candidates(1, "db")).endsWith("db.").hasSize(4);
        assertThat(candidates(5, "a.b.c.d.e.f")).startsWith("a.b.c.d.e.f.");
    }

    @Test
    void takesAnAbsoluteNameAsItIs() {
        assertThat(candidates(5, "db.")).containsExactly("db.");
    }

    @Test
    void leavesOutWhatIsTooLong() {
        String label = "a".repeat(60);
        String name = label + "." + label + "." + label + "." + label;
        assertThat(candidates(5, name)).containsExactly(name + ".");
    }

    @Test
    void refusesWhatIsNoName() {
        assertThatThrownBy(() -> candidates(5, "a..b")).hasMessage("not a DNS name: \"a..b\"");
    }
}
