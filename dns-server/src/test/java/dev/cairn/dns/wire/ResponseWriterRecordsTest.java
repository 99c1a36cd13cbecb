// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole records, replayed messages, and what holds for any order of writes. */
class ResponseWriterRecordsTest {

    private static final DomainName NAME = DomainName.parse("www.example.");
    private static final byte[] LABELS = {3, 'p', 'o', 'd', 3, 'w', 'e', 'b'};

    private final QuestionReader question = new QuestionReader();
    private final ResponseWriter response = new ResponseWriter();

    @Test
    void writesRecordsOfEachFormAsTheyAre() {
        begin(Packet.query("www.example.", RecordType.ANY).opt(1232, 0), 4096);
        List<ResourceRecord> records = new ArrayList<>();
        for (Rdata data : RdataTest.samples().keySet()) {
            records.add(new ResourceRecord(NAME, 5, data));
            records.add(new ResourceRecord(DomainName.parse("x.example."), 6, data));
        }
        records.forEach(
                written -> assertThat(response.record(Section.ANSWER, written)).isTrue());

        ResourceRecord other = new ResourceRecord(NAME, RecordClass.CH, 5, new Rdata.Txt(List.of("x")));
        response.record(Section.ANSWER, other);
        records.add(other);
        assertThat(finished().answers()).isEqualTo(records);
    }

    @Test
    void compressesOwnersIntoTheQuestionInItsLetterCase() {
        begin(Packet.query("WWW.example.", RecordType.CNAME), 512);
        int start = response.length();

        response.record(Section.ANSWER, new ResourceRecord(NAME, 5, new Rdata.Cname(DomainName.parse("a.example."))));

        assertThat(response.length() - start).isEqualTo(2 + 10 + 2 + 2);
        Message message = finished();
        assertThat(message.answers().get(0).owner()).hasToString("WWW.example.");
        assertThat(message.answers().get(0).data()).hasToString("a.example.");
    }

    @Test
    void keepsTheLetterCaseOfTargets() {
        begin(Packet.query("www.EXAMPLE.", RecordType.CNAME), 512);

        response.record(Section.ANSWER, new ResourceRecord(NAME, 5, new Rdata.Cname(DomainName.parse("a.example."))));

        assertThat(finished().answers().get(0).data()).hasToString("a.example.");
    }

    @Test
    void mixesWithTheOtherWrites() {
        begin(Packet.query("www.example.", RecordType.A), 512);
        response.origin(question.labelOffset(1));
        response.name(Section.ANSWER, 12, RecordType.CNAME, 5, LABELS, 0, LABELS.length);
        DomainName target = DomainName.parse("pod.web.example.");
        response.record(Section.ANSWER, new ResourceRecord(target, 5, new Rdata.Txt(List.of("x"))));
        response.address(Section.ADDITIONAL, response.lastTarget(), 5, LABELS, 0, 4);

        Message message = finished();

        assertThat(message.answers()).extracting(ResourceRecord::owner).containsExactly(NAME, target);
        assertThat(message.additionals()).extracting(ResourceRecord::owner).containsExactly(target);
    }

    @Test
    void replaysTheAnswerOnlyWhereItIsToBeMinimal() {
        begin(Packet.query("www.example.", RecordType.A), 512);
        response.address(Section.ANSWER, 12, 5, LABELS, 0, 4);
        response.name(Section.AUTHORITY, 16, RecordType.NS, 5, new byte[1], 0, 1);
        response.address(Section.ADDITIONAL, 12, 5, LABELS, 0, 4);
        byte[] whole = Arrays.copyOf(response.bytes(), response.finish());

        begin(Packet.query("www.example.", RecordType.A), 512);
        response.setMinimal(true);

        assertThat(response.replay(whole, whole.length, 0)).isTrue();
        Message message = finished();
        assertThat(message.answers()).hasSize(1);
        assertThat(message.authorities()).isEmpty();
        assertThat(message.additionals()).isEmpty();
    }

    @Test
    void leavesOutWholeRecordsAndForgetsTheirNames() {
        begin(Packet.query("www.example.", RecordType.A), 512);
        ResourceRecord large = new ResourceRecord(
                DomainName.parse("owner.of.something.large."), 5, new Rdata.Unknown(666, new byte[500]));
        ResourceRecord small = new ResourceRecord(
                DomainName.parse("owner.of.something.large."), 5, new Rdata.Unknown(666, new byte[50]));
        int start = response.length();

        assertThat(response.record(Section.ADDITIONAL, large)).isFalse();
        assertThat(response.flags() & Header.FLAG_TC).isZero();
        assertThat(response.record(Section.ANSWER, large)).isFalse();
        assertThat(response.flags() & Header.FLAG_TC).isNotZero();
        assertThat(response.length()).isEqualTo(start);
        assertThat(response.record(Section.ANSWER, small)).isTrue();

        assertThat(finished().answers()).containsExactly(small);
        assertThatIllegalStateException().isThrownBy(() -> {
            begin(Packet.query("www.example.", RecordType.A), 512);
            response.record(Section.AUTHORITY, small);
            response.record(Section.ANSWER, small);
        });
    }

    @Test
    void writesNamesOutThatNoPointerReaches() {
        begin(Packet.query("www.example.", RecordType.A), ResponseWriter.MAX_BYTES);
        byte[] filler = new byte[Names.POINTER_LIMIT];
        response.raw(Section.ANSWER, 12, 666, 0, filler, 0, filler.length);
        ResourceRecord far = new ResourceRecord(DomainName.parse("far.away."), 5, new Rdata.Ns(NAME));
        response.record(Section.AUTHORITY, far);
        response.record(Section.AUTHORITY, far);

        assertThat(finished().authorities()).containsExactly(far, far);
    }

    @Test
    void replaysAMessageForAnotherClient() {
        byte[] kept = keptMessage();
        begin(Packet.query("WWW.Example.", RecordType.A), 4096);

        assertThat(response.replay(kept, kept.length, 7)).isTrue();
        Message message = finished();

        assertThat(message.edns()).isEmpty();
        assertThat(message.questions().get(0).name()).hasToString("WWW.Example.");
        assertThat(message.answers()).hasSize(41);
        assertThat(message.answers().get(0)).hasToString("WWW.Example. 0 IN CNAME pod.web.Example.");
        assertThat(message.answers().get(1)).hasToString("pod.web.Example. 23 IN A 10.0.0.0");
        assertThat(message.authorities()).hasSize(1);
    }

    @Test
    void replaysWhatFits() {
        byte[] kept = keptMessage();
        begin(Packet.query("www.example.", RecordType.A).opt(512, 0), 512);

        assertThat(response.replay(kept, kept.length, 0)).isFalse();
        Message message = finished();

        assertThat(response.length()).isBetween(512 - 15, 512);
        assertThat(message.has(Header.FLAG_TC)).isTrue();
        assertThat(message.answers()).hasSizeBetween(20, 40);
        assertThat(message.edns()).isPresent();
    }

    @Test
    void replaysOnlyWhereOffsetsAgree() {
        byte[] kept = keptMessage();
        for (String other : List.of("ww.example.", "wwww.example.")) {
            begin(Packet.query(other, RecordType.A), 512);

            assertThatIllegalArgumentException().isThrownBy(() -> response.replay(kept, kept.length, 0));
        }
    }

    /** About 1000 octets: an alias, forty addresses of its target, something as authority, and OPT. */
    private byte[] keptMessage() {
        begin(Packet.query("www.example.", RecordType.A).opt(1232, 0), ResponseWriter.MAX_BYTES);
        response.origin(question.labelOffset(1));
        response.name(Section.ANSWER, 12, RecordType.CNAME, 5, LABELS, 0, LABELS.length);
        int target = response.lastTarget();
        for (byte i = 0; i < 40; i++) {
            response.address(Section.ANSWER, target, 30, new byte[] {10, 0, 0, i}, 0, 4);
        }
        response.raw(Section.AUTHORITY, 12, 666, 30, new byte[300], 0, 300);
        return Arrays.copyOf(response.bytes(), response.finish());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void neverPassesTheLimitAndKeepsWholeRecordsWhateverIsWritten(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            Packet request = Packet.query("www.example.", RecordType.A);
            boolean edns = random.nextBoolean();
            int limit = 512 + (random.nextInt(4) == 0 ? random.nextInt(65024) : random.nextInt(200));
            begin(edns ? request.opt(1232, 0) : request, limit);
            int[] written = writeAtRandom(random);

            Message message = finished();

            assertThat(response.length()).as("seed %d, round %d", seed, i).isLessThanOrEqualTo(limit);
            assertThat(message.edns().isPresent()).isEqualTo(edns);
            for (Section section : Section.values()) {
                assertThat(message.section(section)).hasSize(written[section.index()]);
            }
            assertThat(message.has(Header.FLAG_TC)).isEqualTo(written[3] > 0);
        }
    }

    /** Returns the records of each section that fitted, and those of answer and authority that did not. */
    private int[] writeAtRandom(Random random) {
        int[] written = new int[4];
        byte[] data = new byte[1500];
        SoaTail tail = new SoaTail(NAME, DomainName.ROOT, 1, 2, 3, 4);
        for (Section section : Section.values()) {
            for (int left = random.nextInt(40); left > 0; left--) {
                int owner = random.nextInt(3) == 0 && response.lastTarget() >= 0 ? response.lastTarget() : 12;
                switch (random.nextInt(3)) {
                    case 0 -> response.origin(question.labelOffset(random.nextInt(3)));
                    case 1 -> response.origin(new byte[] {1, 'x', 0}, 0, 3);
                    default -> response.extendedError(random.nextInt(25));
                }
                int length = random.nextInt(1 + random.nextInt(data.length));
                boolean fits = switch (random.nextInt(7)) {
                    case 0 -> response.address(section, owner, 5, data, 0, 4);
                    case 1 -> response.address(section, owner, 5, data, 0, 16);
                    case 2 -> response.name(section, owner, RecordType.NS, 5, LABELS, 0, LABELS.length);
                    case 3 -> response.srv(section, owner, 5, 1, 2, 3, LABELS, 0, LABELS.length);
                    case 4 -> response.soa(section, owner, 5, tail, 1);
                    case 5 -> response.txt(section, owner, 5, data, 0, length);
                    default -> response.record(section, new ResourceRecord(NAME, 5, new Rdata.Mx(1, NAME)));
                };
                int counter = fits ? section.index() : 3;
                written[counter] += fits || section != Section.ADDITIONAL ? 1 : 0;
            }
        }
        return written;
    }

    private void begin(Packet request, int limitBytes) {
        byte[] packet = request.bytes();
        question.read(packet, packet.length);
        response.begin(question, limitBytes);
    }

    private Message finished() {
        int length = response.finish();
        return Message.parse(response.bytes(), length);
    }
}
