// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.cairn.dns.wire.QuestionReader.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** RFC 1035 §4.1, RFC 6891 §6 and §7, RFC 8906 §8, RFC 9619. */
class QuestionReaderTest {

    private static final String NAME = "Web.shop.svc.cluster.local.";
    private static final String LABEL_63 = "x".repeat(63);
    private static final int DO = 0x8000;

    private final QuestionReader reader = new QuestionReader();

    private record Row(String name, Verdict verdict, boolean questionReadable, boolean edns, Packet packet) {}

    private static Packet query() {
        return Packet.query(NAME, RecordType.A);
    }

    private static Packet asked(int type) {
        return Packet.query(NAME, type);
    }

    private static Packet opcode(int opcode) {
        return query().flags(Header.withOpcode(opcode));
    }

    private static final List<Row> ROWS = List.of(
            new Row("a plain query", Verdict.OK, true, false, query()),
            new Row("an empty packet", Verdict.IGNORE, false, false, new Packet().keep(0)),
            new Row("one octet less than a header", Verdict.IGNORE, false, false, query().keep(11)),
            new Row("a response", Verdict.IGNORE, false, false, query().flags(Header.FLAG_QR)),
            new Row("a response with an unknown opcode", Verdict.IGNORE, false, false, query().flags(0xF800)),
            new Row("a header alone", Verdict.FORMERR, false, false, new Packet()),
            new Row("no question", Verdict.FORMERR, false, false, new Packet().opt(1232, 0)),
            new Row("two questions", Verdict.FORMERR, false, false, query().question(NAME, RecordType.AAAA, 1)),
            new Row("65535 questions announced", Verdict.FORMERR, false, false, query().counts(65535, 0, 0, 0)),
            new Row("AA, TC, RA, Z, AD and CD set", Verdict.OK, true, false, query().flags(0x07F0)),
            new Row("a response code in a query", Verdict.OK, true, false, query().flags(0x0005)),
            new Row("octets after the message", Verdict.OK, true, false, query().raw(1, 2, 3)),
            new Row("IQUERY", Verdict.NOTIMP, false, false, opcode(Opcode.IQUERY)),
            new Row("STATUS", Verdict.NOTIMP, false, false, opcode(Opcode.STATUS)),
            new Row("NOTIFY", Verdict.NOTIMP, false, false, opcode(Opcode.NOTIFY)),
            new Row("UPDATE", Verdict.NOTIMP, false, false, opcode(Opcode.UPDATE)),
            new Row("DSO", Verdict.NOTIMP, false, false, opcode(Opcode.DSO)),
            new Row("opcode 15", Verdict.NOTIMP, false, false, opcode(15)),
            new Row("opcode 15 with all flags", Verdict.NOTIMP, false, false, query().flags(0x7FF0)),
            new Row("opcode 15 without a question", Verdict.NOTIMP, false, false, new Packet().flags(0x7800)),
            new Row("the root as name", Verdict.OK, true, false, Packet.query(".", RecordType.NS)),
            new Row(
                    "a name without its end",
                    Verdict.FORMERR,
                    false,
                    false,
                    Packet.of(3, 'w', 'w').counts(1, 0, 0, 0)),
            new Row(
                    "a question without class",
                    Verdict.FORMERR,
                    false,
                    false,
                    Packet.of(0, 0, 1, 0).counts(1, 0, 0, 0)),
            new Row("a pointer to itself", Verdict.FORMERR, false, false, question(0xC0, 12)),
            new Row("a pointer into the header", Verdict.FORMERR, false, false, question(1, 'a', 0xC0, 4)),
            new Row("label type 01", Verdict.FORMERR, false, false, question(0x41, 1, 0)),
            new Row("label type 10", Verdict.FORMERR, false, false, question(0x80, 1, 0)),
            new Row("a label of 63 octets", Verdict.OK, true, false, Packet.query(LABEL_63 + ".", RecordType.A)),
            new Row("a name of 255 octets", Verdict.OK, true, false, Packet.query(nameOf255(), RecordType.A)),
            new Row("a name of 256 octets", Verdict.FORMERR, false, false, nameOf256()),
            new Row("a name of 127 labels", Verdict.OK, true, false, Packet.query("a.".repeat(127), RecordType.A)),
            new Row("type 666", Verdict.OK, true, false, asked(666)),
            new Row("type 0", Verdict.OK, true, false, asked(0)),
            new Row("type ANY", Verdict.OK, true, false, asked(RecordType.ANY)),
            new Row("type AXFR", Verdict.OK, true, false, asked(RecordType.AXFR)),
            new Row("type OPT", Verdict.FORMERR, true, false, asked(RecordType.OPT)),
            new Row("type TSIG", Verdict.FORMERR, true, false, asked(RecordType.TSIG)),
            new Row(
                    "type OPT with an OPT record",
                    Verdict.FORMERR,
                    true,
                    true,
                    asked(RecordType.OPT).opt(512, 0)),
            new Row("type MAILA", Verdict.NOTIMP, true, false, asked(RecordType.MAILA)),
            new Row("type MAILB", Verdict.NOTIMP, true, false, asked(RecordType.MAILB)),
            new Row("class CH", Verdict.OK, true, false, new Packet().question("version.bind.", RecordType.TXT, 3)),
            new Row("EDNS", Verdict.OK, true, true, query().opt(1232, 0)),
            new Row("EDNS version 1", Verdict.BADVERS, true, true, query().opt(1232, 0x0001_0000)),
            new Row(
                    "EDNS version 1 with other options",
                    Verdict.BADVERS,
                    true,
                    true,
                    query().opt(1232, 0x0001_0000, 1)),
            new Row("unknown EDNS flags", Verdict.OK, true, true, query().opt(1232, 0x7FFF)),
            new Row("an unknown option", Verdict.OK, true, true, query().opt(1232, 0, 0, 100, 0, 2, 1, 2)),
            new Row("an option past its record", Verdict.FORMERR, true, true, query().opt(1232, 0, 0, 100, 0, 3, 1, 2)),
            new Row("half an option header", Verdict.FORMERR, true, true, query().opt(1232, 0, 0, 100, 0)),
            new Row("two OPT", Verdict.FORMERR, true, true, query().opt(1232, 0).opt(1232, 0)),
            new Row(
                    "two OPT of version 1",
                    Verdict.FORMERR,
                    true,
                    true,
                    query().opt(512, 0x10000).opt(512, 0x10000)),
            new Row("OPT below the root", Verdict.FORMERR, true, true, ownedOpt("a.")),
            new Row("OPT by a pointer to the root", Verdict.FORMERR, true, true, pointedOpt()),
            new Row("OPT as an answer", Verdict.FORMERR, true, true, optIn(Section.ANSWER)),
            new Row("OPT as authority", Verdict.FORMERR, true, true, optIn(Section.AUTHORITY)),
            new Row(
                    "OPT cut off",
                    Verdict.FORMERR,
                    true,
                    false,
                    query().opt(1232, 0).cut(1)),
            new Row(
                    "OPT with data cut off",
                    Verdict.FORMERR,
                    true,
                    true,
                    query().opt(1232, 0, 0, 3, 0, 0).cut(1)),
            new Row(
                    "OPT behind a TSIG record",
                    Verdict.OK,
                    true,
                    true,
                    withTsig().opt(1232, DO)),
            new Row("an SOA as IXFR sends it", Verdict.OK, true, false, record(Section.AUTHORITY)),
            new Row("an answer in a query", Verdict.OK, true, false, record(Section.ANSWER)),
            new Row("a record less than announced", Verdict.FORMERR, true, false, query().counts(1, 0, 0, 1)),
            new Row("65535 of each record", Verdict.FORMERR, true, false, query().counts(1, 65535, 65535, 65535)),
            new Row(
                    "data past the end",
                    Verdict.FORMERR,
                    true,
                    false,
                    record(Section.ANSWER).cut(1)),
            new Row("an owner of 255 octets", Verdict.OK, true, false, record(nameOf255())),
            new Row("an owner of 256 octets", Verdict.FORMERR, true, false, ownerOf256()),
            new Row(
                    "an owner cut off",
                    Verdict.FORMERR,
                    true,
                    false,
                    record(Section.ANSWER).cut(20)));

    @TestFactory
    Stream<DynamicTest> judgesEachPacketByTheRules() {
        return ROWS.stream()
                .map(row -> DynamicTest.dynamicTest(row.name, () -> {
                    byte[] packet = row.packet.bytes();

                    assertThat(reader.read(packet, packet.length)).isEqualTo(row.verdict);
                    assertThat(reader.questionReadable())
                            .as("question readable")
                            .isEqualTo(row.questionReadable);
                    assertThat(reader.hasEdns()).as("EDNS").isEqualTo(row.edns);
                }));
    }

    @Test
    void keepsNothingOfTheRequestBefore() {
        byte[] rich =
                query().opt(4096, DO, 0, 3, 0, 0, 0, 12, 0, 0, 0, 11, 0, 0).bytes();
        for (Row row : ROWS) {
            QuestionReader fresh = new QuestionReader();
            byte[] packet = row.packet.bytes();
            Verdict expected = fresh.read(packet, packet.length);
            reader.read(rich, rich.length);

            assertThat(reader.read(packet, packet.length)).isEqualTo(expected);
            assertThat(state(reader)).as(row.name).isEqualTo(state(fresh));
        }
    }

    @Test
    void readsHeaderAndQuestionInPlace() {
        byte[] packet = Packet.query(NAME, RecordType.SRV).flags(0x0110).bytes();

        assertThat(reader.read(packet, packet.length)).isEqualTo(Verdict.OK);

        assertThat(reader.bytes()).isSameAs(packet);
        assertThat(reader.length()).isEqualTo(packet.length);
        assertThat(reader.id()).isEqualTo(0x1234);
        assertThat(reader.flags()).isEqualTo(0x0110);
        assertThat(reader.opcode()).isEqualTo(Opcode.QUERY);
        assertThat(reader.isRecursionDesired()).isTrue();
        assertThat(reader.isCheckingDisabled()).isTrue();
        assertThat(reader.nameOffset()).isEqualTo(12);
        assertThat(reader.nameLength()).isEqualTo(NAME.length() + 1);
        assertThat(reader.type()).isEqualTo(RecordType.SRV);
        assertThat(reader.qclass()).isEqualTo(RecordClass.IN);
        assertThat(reader.questionEnd()).isEqualTo(packet.length);
        assertThat(reader.name()).isEqualTo(DomainName.parse(NAME));
        assertThat(reader.udpPayloadSize()).isEqualTo(512);
    }

    @Test
    void knowsWhereEachLabelStarts() {
        byte[] packet = query().bytes();
        reader.read(packet, packet.length);

        assertThat(reader.labelCount()).isEqualTo(5);
        assertThat(packet[reader.labelOffset(0)]).isEqualTo((byte) 3);
        assertThat(packet[reader.labelOffset(0) + 1]).isEqualTo((byte) 'W');
        assertThat(packet[reader.labelOffset(2) + 1]).isEqualTo((byte) 's');
        assertThat(packet[reader.labelOffset(4)]).isEqualTo((byte) 5);
        assertThat(packet[reader.labelOffset(5)]).as("the root").isZero();
    }

    @Test
    void readsWhatOptSays() {
        byte[] packet =
                query().opt(4096, DO, 0, 3, 0, 0, 0, 12, 0, 1, 0, 0, 11, 0, 0).bytes();

        assertThat(reader.read(packet, packet.length)).isEqualTo(Verdict.OK);

        assertThat(reader.udpPayloadSize()).isEqualTo(4096);
        assertThat(reader.isDnssecOk()).isTrue();
        assertThat(reader.ednsVersion()).isZero();
        assertThat(reader.nsidAsked()).isTrue();
        assertThat(reader.paddingAsked()).isTrue();
        assertThat(reader.tcpKeepaliveAsked()).isTrue();
        assertThat(reader.tcpKeepaliveMalformed()).isFalse();
    }

    @Test
    void takesASmallUdpSizeFor512() {
        byte[] packet = query().opt(100, 0).bytes();

        reader.read(packet, packet.length);

        assertThat(reader.udpPayloadSize()).isEqualTo(512);
        assertThat(reader.isDnssecOk()).isFalse();
        assertThat(reader.nsidAsked()).isFalse();
        assertThat(reader.paddingAsked()).isFalse();
        assertThat(reader.tcpKeepaliveAsked()).isFalse();
    }

    @Test
    void tellsAKeepaliveTimeFromAKeepaliveQuestion() {
        byte[] packet = query().opt(1232, 0, 0, 11, 0, 2, 0, 100).bytes();

        assertThat(reader.read(packet, packet.length)).isEqualTo(Verdict.OK);
        assertThat(reader.tcpKeepaliveAsked()).isFalse();
        assertThat(reader.tcpKeepaliveMalformed()).isTrue();
    }

    @Test
    void looksAtNothingPastTheLength() {
        byte[] packet = query().opt(1232, 0).bytes();
        for (int length = 0; length < packet.length; length++) {
            byte[] garbled = packet.clone();
            Arrays.fill(garbled, length, garbled.length, (byte) 0xFF);
            byte[] cut = Arrays.copyOf(packet, length);

            Verdict verdict = reader.read(garbled, length);

            assertThat(verdict)
                    .isEqualTo(new QuestionReader().read(cut, length))
                    .isNotEqualTo(Verdict.OK);
        }
        assertThat(reader.read(packet, packet.length + 1)).isEqualTo(Verdict.OK);
        assertThat(reader.read(packet, -1)).isEqualTo(Verdict.IGNORE);
    }

    @Test
    void refusesToNameAQuestionThatIsNotReadable() {
        byte[] packet = new Packet().bytes();
        reader.read(packet, packet.length);

        assertThatIllegalStateException().isThrownBy(reader::name);
    }

    private static List<Object> state(QuestionReader r) {
        return List.of(
                r.id(),
                r.flags(),
                r.nameLength(),
                r.labelCount(),
                r.type(),
                r.qclass(),
                r.questionEnd(),
                r.hasEdns(),
                r.udpPayloadSize(),
                r.ednsVersion(),
                r.isDnssecOk(),
                r.nsidAsked(),
                r.paddingAsked(),
                r.tcpKeepaliveAsked(),
                r.tcpKeepaliveMalformed());
    }

    private static Packet question(int... name) {
        return Packet.of(name).raw(0, 1, 0, 1).counts(1, 0, 0, 0);
    }

    private static String nameOf255() {
        return (LABEL_63 + ".").repeat(3) + "y".repeat(61) + ".";
    }

    private static Packet nameOf256() {
        return Packet.of(octetsOf256()).raw(0, 1, 0, 1).counts(1, 0, 0, 0);
    }

    private static Packet ownerOf256() {
        return query().raw(octetsOf256())
                .fixed(RecordType.A, RecordClass.IN, 0, 0)
                .counts(1, 1, 0, 0);
    }

    private static Packet record(String owner) {
        return query().record(Section.ANSWER, owner, RecordType.A, RecordClass.IN, 0);
    }

    private static int[] octetsOf256() {
        int[] octets = new int[256];
        Arrays.fill(octets, 'x');
        for (int label = 0; label < 4; label++) {
            octets[label * 64] = label < 3 ? 63 : 62;
        }
        octets[255] = 0;
        return octets;
    }

    private static Packet ownedOpt(String owner) {
        return query().record(Section.ADDITIONAL, owner, RecordType.OPT, 1232, 0);
    }

    private static Packet pointedOpt() {
        int root = Header.BYTES + NAME.length();
        return query().raw(0xC0, root).fixed(RecordType.OPT, 1232, 0, 0).counts(1, 0, 0, 1);
    }

    private static Packet optIn(Section section) {
        return query().record(section, ".", RecordType.OPT, 1232, 0);
    }

    private static Packet withTsig() {
        return query().record(Section.ADDITIONAL, "key.", RecordType.TSIG, RecordClass.ANY, 0, 1, 2, 3);
    }

    private static Packet record(Section section) {
        return query().record(section, NAME, RecordType.SOA, RecordClass.IN, 5, 0, 0, 1, 2, 3, 4);
    }
}
