// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.chain.Answering;
import dev.cairn.dns.chain.Asking;
import dev.cairn.dns.chain.Dispatcher;
import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.chain.LateReplies;
import dev.cairn.dns.chain.Meters;
import dev.cairn.dns.chain.Plan;
import dev.cairn.dns.chain.Transport;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.Section;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Type;

/** What kept answers take up on the heap, beside what they are weighed at. */
class CacheMemoryTest {
    private static final int NAMES = 100_000;

    private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();

    @Test
    void aFullCacheTakesUpWhatItMay() {
        CacheConfig config = CacheRig.config("cache . {\nsuccess 50000\nprefetch 10\n}");
        long before = usedBytes();
        CacheParts parts = new CacheParts(config, CacheConfig.Cut.OFF, Meters.NONE, new VerifyTimer(0), () -> 0);
        ask(CacheHandler.of(config, LocalZones.NONE, parts));
        long weight = parts.cache().weight();
        long entries = parts.cache().successCount();
        long used = usedBytes() - before; // once what is too much is gone
        System.out.printf(
                "memory: %d kept answers of two addresses, %d bytes each, weighed at %d%n",
                entries, used / entries, weight / entries);
        assertThat(weight)
                .isBetween(
                        config.success().maxBytes() * 9 / 10, config.success().maxBytes());
        assertThat(used).isBetween(weight * 7 / 10, weight * 11 / 10);
    }

    private static void ask(CacheHandler cache) {
        Handler upstream = new Answering(CacheMemoryTest::writeTwoAddresses);
        Dispatcher dispatcher = Asking.dispatcher(
                Plan.builder(DomainName.ROOT).handlers(List.of(cache, upstream)).build());
        Exchange exchange = dispatcher.newExchange(Transport.UDP);
        for (int i = 0; i < NAMES; i++) {
            byte[] request = Asking.question("name-" + i + ".namespace.example.org.", Type.A)
                    .toWire();
            dispatcher.serve(exchange, request, request.length, Asking.CLIENT, Asking.SERVER, LateReplies.NOBODY);
        }
    }

    private long usedBytes() {
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) { // the serial collector leaves gaps, but for each fourth time
            memory.gc();
            used = Math.min(used, memory.getHeapMemoryUsage().getUsed());
        }
        return used;
    }

    private static void writeTwoAddresses(Exchange exchange) {
        byte[] addresses = {1, 0, 0, 1, 1, 0, 0, 2};
        int owner = exchange.question().nameOffset();
        exchange.response().address(Section.ANSWER, owner, 60, addresses, 0, 4);
        exchange.response().address(Section.ANSWER, owner, 60, addresses, 4, 4);
    }
}
