// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.cache;

import static dev.cairn.dns.handler.cache.CacheRig.records;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.chain.Meters;
import dev.cairn.dns.chain.Outcome;
import dev.cairn.dns.chain.Touch;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.Section;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Zones that another handler answers from memory. */
class LocalZonesTest {
    private static final DomainName CLUSTER = DomainName.parse("cluster.local");
    private static final DomainName REVERSE = DomainName.parse("in-addr.arpa");
    private static final LocalZones LOCAL = new LocalZones(List.of(CLUSTER, REVERSE), List.of(REVERSE));

    /** Knows names that begin with the letter k; passes on the others of the reverse zone. */
    private static final class Local implements Handler {
        private final AtomicInteger answered = new AtomicInteger();

        @Override
        public String directive() {
            return "kubernetes";
        }

        @Override
        public Touch touch(DomainName zone) {
            return Touch.ANSWER;
        }

        @Override
        public Outcome handle(Exchange exchange) {
            boolean isKnown = exchange.question().bytes()[exchange.question().nameOffset() + 1] == 'k';
            if (!isKnown && !exchange.question().isIn(CLUSTER)) {
                return Outcome.PASS_ON;
            }
            byte[] address = {10, 0, 0, (byte) answered.incrementAndGet()};
            exchange.response().address(Section.ANSWER, exchange.question().nameOffset(), 60, address, 0, 4);
            return Outcome.ANSWERED;
        }
    }

    private final CacheRig rig = new CacheRig("cache 30 .", LOCAL, false, new Local());

    @Test
    void theirAnswersAreNeitherKeptNorChanged() {
        assertThat(records(rig.ask("a.cluster.local. A"))).containsExactly("a.cluster.local. 60 A 10.0.0.1");
        assertThat(records(rig.ask("a.cluster.local. A"))).containsExactly("a.cluster.local. 60 A 10.0.0.2");
        assertThat(rig.cache().successCount()).isZero();
    }

    @Test
    void whatIsPassedOnIsKept() {
        rig.upstream().answer("e.in-addr.arpa. A", "NOERROR | e.in-addr.arpa. 60 IN A 1.2.3.4");
        for (int i = 0; i < 3; i++) {
            assertThat(records(rig.ask("e.in-addr.arpa. A"))).containsExactly("e.in-addr.arpa. 30 A 1.2.3.4");
        }
        assertThat(rig.upstream().asked()).hasSize(1);
    }

    @Test
    void aNameThatAppearsIsKnownAtOnceThoughItsAbsenceIsKept() {
        AtomicInteger known = new AtomicInteger();
        Handler appearing = new Handler() {
            @Override
            public String directive() {
                return "kubernetes";
            }

            @Override
            public Touch touch(DomainName zone) {
                return Touch.ANSWER;
            }

            @Override
            public Outcome handle(Exchange exchange) {
                return known.get() == 0 ? Outcome.PASS_ON : Outcome.ANSWERED;
            }
        };
        CacheRig changing = new CacheRig("cache 30 .", LOCAL, false, appearing);
        changing.upstream().answer("e.in-addr.arpa. A", "NXDOMAIN || arpa. 900 IN SOA a. b. 1 2 3 4 60");
        changing.ask("e.in-addr.arpa. A");
        changing.ask("e.in-addr.arpa. A");
        assertThat(changing.upstream().asked()).hasSize(1);
        known.set(1);
        assertThat(changing.ask("e.in-addr.arpa. A").getRcode()).isZero();
    }

    @Test
    void otherNamesAreKept() {
        rig.upstream().answer("a.test. A", "NOERROR | a.test. 60 IN A 1.2.3.4");
        rig.ask("a.test. A");
        rig.ask("a.test. A");
        assertThat(rig.upstream().asked()).hasSize(1);
    }

    @Test
    void thePlansOfTheirZonesDoNotNeedTheCache() {
        CacheHandler first = CacheHandler.of(CacheRig.config("cache 30 ."), LOCAL, true, Meters.NONE);
        CacheHandler second = first.afterLocal().orElseThrow();
        assertThat(first.touch(CLUSTER)).isEqualTo(Touch.NONE);
        assertThat(first.touch(REVERSE)).isEqualTo(Touch.NONE);
        assertThat(first.touch(DomainName.ROOT)).isEqualTo(Touch.CHAIN);
        assertThat(second.touch(CLUSTER)).isEqualTo(Touch.NONE);
        assertThat(second.touch(REVERSE)).isEqualTo(Touch.CHAIN);
        assertThat(second.touch(DomainName.parse("10.in-addr.arpa"))).isEqualTo(Touch.CHAIN);
    }

    @Test
    void aCacheOfOtherZonesHasNothingToDoWithThem() {
        CacheHandler other = CacheHandler.of(CacheRig.config("cache 30 example.org"), LOCAL, true, Meters.NONE);
        assertThat(other.afterLocal()).isEmpty();
        assertThat(other.touch(DomainName.parse("example.com"))).isEqualTo(Touch.NONE);
        assertThat(other.touch(DomainName.parse("a.example.org"))).isEqualTo(Touch.CHAIN);
        assertThat(other.touch(DomainName.parse("org"))).isEqualTo(Touch.CHAIN);
    }
}
