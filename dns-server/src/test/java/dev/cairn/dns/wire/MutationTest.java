// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spoiled and hostile packets: one exception, bounded time, bounded memory. */
class MutationTest {

    /** Names expand from two octets to 255, so a record of 14 octets with two of them may need some hundred. */
    private static final int MAX_BYTES_PER_OCTET = 80;

    private static final int MAX_BYTES_PER_MESSAGE = 4096;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static List<byte[]> corpus() {
        List<byte[]> corpus = new ArrayList<>();
        corpus.add(Packet.query("web.shop.svc.cluster.local.", RecordType.A).bytes());
        corpus.add(Packet.query("_http._tcp.web.shop.svc.cluster.local.", RecordType.SRV)
                .opt(1232, 0x8000, 0, 10, 0, 8, 1, 2, 3, 4, 5, 6, 7, 8, 0, 3, 0, 0)
                .bytes());
        corpus.add(Packet.query(".", RecordType.NS)
                .opt(4096, 0, 0, 12, 0, 3, 0, 0, 0)
                .bytes());
        corpus.add(Packet.query("example.", RecordType.IXFR)
                .record(Section.AUTHORITY, "example.", RecordType.SOA, 1, 0, new int[22])
                .record(Section.ADDITIONAL, "key.", RecordType.TSIG, 255, 0, 1, 2, 3)
                .bytes());
        RandomMessages messages = new RandomMessages(1);
        for (int i = 0; i < 30; i++) {
            corpus.add(messages.next().toWire());
        }
        return corpus;
    }

    @ParameterizedTest
    @ValueSource(longs = {101, 102, 103})
    void holdsOnSpoiledMessages(long seed) {
        Mutator mutator = new Mutator(seed, corpus());
        AnyBytes any = new AnyBytes();
        int packets = 70_000;
        for (int i = 0; i < packets; i++) {
            byte[] packet = mutator.next();
            try {
                any.check(packet);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ", packet " + i, e);
            }
        }
        assertThat(any.messages).isGreaterThan(packets / 10);
        assertThat(any.queries).isGreaterThan(packets / 100);
    }

    @Test
    @Timeout(60)
    void neitherThrowsNorAllocatesMuchOnManyMorePackets() {
        List<byte[]> packets = new ArrayList<>();
        Mutator mutator = new Mutator(104, corpus());
        for (int i = 0; i < 20_000; i++) {
            packets.add(mutator.next());
        }
        QuestionReader question = new QuestionReader();
        ResponseWriter response = new ResponseWriter();
        RecordCursor cursor = new RecordCursor();
        long before = 0;
        for (int round = 0; round < 11; round++) {
            if (round == 1) {
                before = THREADS.getCurrentThreadAllocatedBytes();
            }
            for (byte[] packet : packets) {
                QuestionReader.Verdict verdict = question.read(packet, packet.length);
                if (verdict != QuestionReader.Verdict.OK) {
                    response.reject(question, verdict);
                }
                cursor.start(packet, packet.length);
                while (cursor.next()) {
                    // Only its steps count here.
                }
            }
        }
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(200_000);
    }

    @Test
    void allocatesInProportionToTheOctetsOfEachSpoiledMessage() {
        Mutator mutator = new Mutator(105, corpus());
        for (int i = 0; i < 5_000; i++) {
            byte[] packet = mutator.next();

            assertThat(allocatedByParsing(packet)).isLessThan(budget(packet));
        }
    }

    @Test
    void believesNoCounts() {
        byte[] header = new Packet().counts(65535, 65535, 65535, 65535).bytes();

        assertThat(allocatedByParsing(header)).isLessThan(2048);
    }

    @Test
    @Timeout(30)
    void copesWithTheMostExpensiveMessages() {
        for (byte[] packet : List.of(
                manyExpandingNames(RecordType.MINFO, 2),
                manyExpandingNames(RecordType.SOA, 2),
                manyExpandingNames(RecordType.NS, 1),
                manyEmptyRecords())) {
            QuestionReader question = new QuestionReader();

            Duration time = fastest(() -> question.read(packet, packet.length));

            assertThat(time).as("reading the question").isLessThan(Duration.ofMillis(10));
            assertThat(allocatedByParsing(packet)).isLessThan(budget(packet));
        }
    }

    @Test
    @Timeout(30)
    void boundsTheWorkOnPointerChains() {
        Packet chain = Packet.of(0);
        int last = 12;
        for (int i = 0; i < (Names.POINTER_LIMIT - 14) / 2; i++) {
            chain.raw16(0xC000 | last);
            last = 13 + 2 * i;
        }
        byte[] packet = chain.bytes();
        int start = last;

        Duration time = fastest(() -> assertThatExceptionOfType(WireException.class)
                .isThrownBy(() -> DomainName.read(packet, start, packet.length)));

        assertThat(time).isLessThan(Duration.ofMillis(1));
    }

    /** Records whose two octets of owner, and whose data, point to a name of 255 octets. */
    private static byte[] manyExpandingNames(int type, int names) {
        Packet packet = Packet.query("x.".repeat(127), RecordType.A);
        int records = 0;
        int size = 12 + 259;
        int fixed = type == RecordType.SOA ? 20 : 0;
        // Two places by turns, so that no name is the one before.
        while (size + 12 + 2 * names + fixed <= 65535) {
            packet.raw16(0xC00C).fixed(type, RecordClass.IN, 0, 2 * names + fixed);
            for (int i = 0; i < names; i++) {
                packet.raw16(0xC00E + 2 * i);
            }
            packet.raw(new int[fixed]);
            size += 12 + 2 * names + fixed;
            records++;
        }
        return packet.counts(1, records, 0, 0).bytes();
    }

    private static byte[] manyEmptyRecords() {
        Packet packet = new Packet();
        int records = (65535 - 12) / 11;
        for (int i = 0; i < records; i++) {
            packet.raw(0).fixed(666, RecordClass.IN, 0, 0);
        }
        return packet.counts(0, 0, 0, records).bytes();
    }

    private static long budget(byte[] packet) {
        return MAX_BYTES_PER_MESSAGE + (long) MAX_BYTES_PER_OCTET * packet.length;
    }

    /** What the second of two runs allocates: the first one may load classes. */
    private static long allocatedByParsing(byte[] packet) {
        parse(packet);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        parse(packet);
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static void parse(byte[] packet) {
        try {
            Message.parse(packet, packet.length);
        } catch (WireException expected) {
            // Most of these packets are no messages.
        }
    }

    /** The shortest of some runs, so that the machine's other work doesn't count. */
    private static Duration fastest(Runnable work) {
        long shortest = Long.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
            long start = System.nanoTime();
            work.run();
            shortest = Math.min(shortest, System.nanoTime() - start);
        }
        return Duration.ofNanos(shortest);
    }
}
