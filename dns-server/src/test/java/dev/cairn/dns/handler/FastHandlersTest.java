// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler;

import static dev.cairn.dns.chain.Asking.CLIENT;
import static dev.cairn.dns.chain.Asking.SERVER;
import static dev.cairn.dns.chain.Asking.dispatcher;
import static dev.cairn.dns.chain.Asking.question;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.cairn.dns.chain.Dispatcher;
import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.FixedAnswer;
import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.chain.LateReplies;
import dev.cairn.dns.chain.Meters;
import dev.cairn.dns.chain.Plan;
import dev.cairn.dns.chain.Transport;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.config.ServerBlock;
import dev.cairn.dns.handler.acl.AclConfig;
import dev.cairn.dns.handler.acl.AclHandler;
import dev.cairn.dns.handler.any.AnyHandler;
import dev.cairn.dns.handler.hosts.HostsConfig;
import dev.cairn.dns.handler.hosts.HostsHandler;
import dev.cairn.dns.handler.local.LocalConfig;
import dev.cairn.dns.handler.local.LocalHandler;
import dev.cairn.dns.wire.DomainName;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Type;

/** What handlers that stand before the answering one on the fast path allocate for a query that is none of theirs, or is. */
class FastHandlersTest {
    private static final int ROUNDS = 2000;
    private static final int ADDRESS_BYTES = 24; // the copy of a client's address that the JDK gives out

    private final Problems problems = new Problems();
    private final ServerBlock block = Blocks.block("""
            hosts nowhere . {
                10.0.0.1 a.example.org
                10.0.0.2 *.w.example.org
                fallthrough
            }
            acl . {
                allow net 127.0.0.0/8
                block
            }
            local
            """);

    @Test
    void nothingIsAllocatedForWhatTheyPassOnOrAnswer() {
        long bytes = allocatedBytes(plan(new AnyHandler(), local(), hosts()));

        assertThat(bytes).as("octets for %d queries", 4 * ROUNDS).isLessThan(ROUNDS);
    }

    @Test
    void aclTakesACopyOfTheClientsAddress() {
        long bytes = allocatedBytes(plan(acl()));

        assertThat(bytes).as("octets for %d queries", 4 * ROUNDS).isLessThan((4L * ADDRESS_BYTES + 1) * ROUNDS);
    }

    private static long allocatedBytes(Plan plan) {
        List<byte[]> queries = List.of(
                question("a.example.org.", Type.A).toWire(),
                question("x.w.example.org.", Type.A).toWire(),
                question("web.shop.svc.cluster.local.", Type.A).toWire(),
                question("1.0.96.10.in-addr.arpa.", Type.PTR).toWire());
        Dispatcher dispatcher = dispatcher(plan);
        Exchange exchange = dispatcher.newExchange(Transport.UDP);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = 0;
        for (int round = 0; round < 2 * ROUNDS; round++) {
            if (round == ROUNDS) { // after as many to warm up
                before = threads.getCurrentThreadAllocatedBytes();
            }
            for (int i = 0; i < queries.size(); i++) {
                byte[] query = queries.get(i);
                dispatcher.serve(exchange, query, query.length, CLIENT, SERVER, LateReplies.NOBODY);
            }
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private Plan plan(Handler... handlers) {
        assertThat(problems.toList()).isEmpty();
        List<Handler> all = new ArrayList<>(List.of(handlers));
        all.add(new FixedAnswer("kubernetes", "."));
        Plan plan = Plan.builder(DomainName.ROOT).handlers(all).build();
        assertThat(plan.isFast()).isTrue();
        return plan;
    }

    private HostsHandler hosts() {
        return new HostsHandler(
                HostsConfig.parse(block.directives("hosts").get(0), block, Path::of, problems), Meters.NONE);
    }

    private AclHandler acl() {
        return new AclHandler(List.of(AclConfig.parse(block.directives("acl").get(0), block, problems)), Meters.NONE);
    }

    private LocalHandler local() {
        return new LocalHandler(LocalConfig.parse(block.directives("local").get(0), problems), Meters.NONE);
    }
}
