// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.cairn.dns.chain.Asking;
import dev.cairn.dns.chain.Dispatcher;
import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.LateReplies;
import dev.cairn.dns.chain.Plan;
import dev.cairn.dns.chain.Transport;
import dev.cairn.dns.metrics.ServerMetrics;
import dev.cairn.dns.wire.DomainName;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Type;

/** An answer that is kept is given without leaving anything to collect. */
class CacheHotPathTest {
    private static final int ROUNDS = 5_000;
    private static final int NAMES = 20;

    @Test
    void nearlyNothingIsAllocatedForAnAnswerThatIsKept() {
        assertThat(bytesPerAnswer("cache .")).isLessThan(1);
    }

    @Test
    void norWherePopularityIsCounted() {
        assertThat(bytesPerAnswer("cache . {\nprefetch 1000000 1h\nserve_stale\n}"))
                .isLessThan(1);
    }

    private static double bytesPerAnswer(String lines) {
        ScriptedUpstream upstream = new ScriptedUpstream();
        CacheHandler cache =
                CacheHandler.of(CacheRig.config(lines), LocalZones.NONE, true, new ServerMetrics("test", "").meters());
        Dispatcher dispatcher = Asking.dispatcher(Plan.builder(DomainName.ROOT)
                .shuffled(true)
                .handlers(List.of(cache, upstream))
                .build());
        List<byte[]> requests = new ArrayList<>();
        for (int i = 0; i < NAMES; i++) {
            upstream.answer(
                    i + ".test. A",
                    i % 2 == 0
                            ? "NOERROR | #.test. 60 IN A 1.1.1.1; #.test. 60 IN A 1.1.1.2".replace("#", "" + i)
                            : "NXDOMAIN || test. 900 IN SOA a. b. 1 2 3 4 60");
            requests.add(Asking.question(i + ".TEST.", Type.A).toWire());
        }
        Exchange exchange = dispatcher.newExchange(Transport.UDP);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = 0;
        for (int round = 0; round < 2 * ROUNDS; round++) {
            if (round == ROUNDS) { // after as many to warm up
                before = threads.getCurrentThreadAllocatedBytes();
            }
            for (int i = 0; i < NAMES; i++) {
                byte[] request = requests.get(i);
                dispatcher.serve(exchange, request, request.length, Asking.CLIENT, Asking.SERVER, LateReplies.NOBODY);
            }
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(upstream.asked().size()).isEqualTo(NAMES);
        return (double) allocated / (ROUNDS * NAMES);
    }
}
