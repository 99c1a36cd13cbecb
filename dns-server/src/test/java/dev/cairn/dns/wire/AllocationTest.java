// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** The query path leaves nothing to collect. */
class AllocationTest {

    private static final int MESSAGES = 10_000;
    private static final byte[] POD = {3, 'p', 'o', 'd', 3, 'w', 'e', 'b', 4, 's', 'h', 'o', 'p'};
    private static final SoaTail SOA =
            new SoaTail(DomainName.parse("ns.dns"), DomainName.parse("hostmaster"), 7200, 1800, 86400, 5);

    private final QuestionReader question = new QuestionReader();
    private final ResponseWriter response = new ResponseWriter();
    private final byte[] query = Packet.query("_http._tcp.web.shop.svc.cluster.local.", RecordType.SRV)
            .opt(1232, 0x8000, 0, 3, 0, 0)
            .bytes();
    private final byte[] broken = Packet.query("web.shop.svc.cluster.local.", 1)
            .opt(512, 0)
            .opt(512, 0)
            .bytes();
    private int octets;

    @Test
    void readsAndWritesWithoutAllocating() {
        assertThat(allocatedBytes(this::answer)).isLessThan(MESSAGES);
        assertThat(octets).isNotZero();
    }

    @Test
    void rejectsWithoutAllocating() {
        assertThat(allocatedBytes(this::reject)).isLessThan(MESSAGES);
    }

    private void answer() {
        question.read(query, query.length);
        response.begin(question, question.udpPayloadSize());
        response.setAuthoritative(true);
        int zone = question.labelOffset(4);
        response.origin(zone);
        for (int i = 0; i < 3; i++) {
            response.srv(Section.ANSWER, 12, 5, 0, 33, 8080, POD, 0, POD.length);
        }
        response.soa(Section.AUTHORITY, zone, 5, SOA, 1);
        response.address(Section.ADDITIONAL, response.lastTarget(), 5, POD, 0, 4);
        response.extendedError(ExtendedError.OTHER);
        octets |= response.finish() | FoldedName.hash(query, question.nameOffset(), question.nameLength());
    }

    private void reject() {
        response.reject(question, question.read(broken, broken.length));
    }

    /** Bytes allocated for all messages together, after a first round. */
    private static long allocatedBytes(Runnable one) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < MESSAGES; i++) {
            one.run();
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < MESSAGES; i++) {
            one.run();
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
