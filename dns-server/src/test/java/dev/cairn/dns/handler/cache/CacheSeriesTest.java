// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.chain.Answering;
import dev.cairn.dns.chain.Asking;
import dev.cairn.dns.chain.CountedMeters;
import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.chain.Plan;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.QuestionReader;
import dev.cairn.dns.wire.Section;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Type;

class CacheSeriesTest {
    private static final String SERVER = "dns://:53";

    private final CacheRig rig = new CacheRig("cache . example.org {\nsuccess 1024\n}");

    private long count(String metric) {
        return rig.meters().value(metric, SERVER, ".,example.org.", "");
    }

    private long count(String metric, String type) {
        return rig.meters().value(metric, SERVER, type, ".,example.org.", "");
    }

    @Test
    void countsRequestsHitsMissesAndEntries() {
        rig.upstream()
                .answer("a.test. A", "NOERROR | a.test. 60 IN A 1.2.3.4")
                .answer("b.test. A", "NXDOMAIN || test. 900 IN SOA a. b. 1 2 3 4 60");
        List.of("a", "a", "a", "b", "b", "c", "c").forEach(name -> rig.ask(name + ".test. A"));
        assertThat(count("coredns_cache_requests_total")).isEqualTo(7);
        assertThat(count("coredns_cache_misses_total")).isEqualTo(4);
        assertThat(count("coredns_cache_hits_total", "success")).isEqualTo(2);
        assertThat(count("coredns_cache_hits_total", "denial")).isOne();
        assertThat(count("coredns_cache_entries", "success")).isOne();
        assertThat(count("coredns_cache_entries", "denial")).isOne();
        assertThat(count("coredns_cache_drops_total")).isZero();
        assertThat(count("coredns_cache_prefetch_total")).isZero();
        assertThat(count("coredns_cache_served_stale_total")).isZero();
    }

    @Test
    void countsWhatHadToGoBeforeItsTime() {
        String text = "x".repeat(250);
        for (int i = 0; i < 2000; i++) {
            rig.upstream().answer(i + ".test. TXT", "NOERROR | " + i + ".test. 60 IN TXT " + text);
            rig.ask(i + ".test. TXT");
        }
        long weight = rig.cache().weight();
        assertThat(weight).isBetween(1024 * 512 * 9L / 10, 1024 * 512L);
        assertThat(count("coredns_cache_entries", "success")).isBetween(700L, 1000L);
        assertThat(count("coredns_cache_evictions_total", "success"))
                .isEqualTo(2000 - count("coredns_cache_entries", "success"));
        assertThat(count("coredns_cache_evictions_total", "denial")).isZero();
        rig.pass(60);
        rig.cache().weight();
        assertThat(count("coredns_cache_entries", "success")).isZero();
        assertThat(count("coredns_cache_evictions_total", "success"))
                .as("expired ones are not among them")
                .isLessThan(1400);
    }

    @Test
    void countsQuestionsThatOthersAnswered() {
        CacheHandler handler = CacheHandler.of(CacheRig.config("cache"), LocalZones.NONE, true, rig.meters());
        AtomicLong answered = new AtomicLong();
        handler.countLocal(SERVER, answered::get);
        answered.set(5);
        String zones = "cluster.local.,example.org.";
        assertThat(rig.meters().value("coredns_cache_requests_total", SERVER, zones, ""))
                .isEqualTo(5);
        assertThat(rig.meters().value("coredns_cache_misses_total", SERVER, zones, ""))
                .isEqualTo(5);
        assertThat(rig.meters().value("coredns_cache_hits_total", SERVER, "success", zones, ""))
                .isZero();
    }

    @Test
    void dropsAnAnswerToAnotherQuestion() {
        CountedMeters meters = new CountedMeters();
        CacheHandler cache = CacheHandler.of(CacheRig.config("cache ."), LocalZones.NONE, true, meters);
        Handler confused = new Answering(exchange -> {
            QuestionReader other = new QuestionReader();
            byte[] wire = Asking.question("b.test.", Type.A).toWire();
            other.read(wire, wire.length);
            exchange.response().restart(other);
            exchange.response().address(Section.ANSWER, other.nameOffset(), 60, new byte[4], 0, 4);
        });
        var dispatcher = Asking.dispatcher(
                Plan.builder(DomainName.ROOT).handlers(List.of(cache, confused)).build());
        Asking.ask(dispatcher, Asking.question("a.test.", Type.A));
        assertThat(meters.value("coredns_cache_drops_total", SERVER, ".", "")).isOne();
        assertThat(meters.value("coredns_cache_entries", SERVER, "success", ".", ""))
                .isZero();
    }
}
