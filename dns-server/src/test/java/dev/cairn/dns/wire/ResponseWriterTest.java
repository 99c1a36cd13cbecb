// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.cairn.dns.wire.QuestionReader.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;

/** RFC 1035 §4.1, RFC 2181 §9, RFC 2782, RFC 6891 §6 and §7, RFC 8914. dnsjava reads what is written. */
class ResponseWriterTest {

    private static final String NAME = "Web.Shop.svc.cluster.local.";
    private static final byte[] ADDRESS = {10, 0, 0, 1};
    private static final byte[] POD = {3, 'p', 'o', 'd', 3, 'w', 'e', 'b', 4, 's', 'h', 'o', 'p'};

    private final QuestionReader question = new QuestionReader();
    private final ResponseWriter response = new ResponseWriter();

    @Test
    void echoesIdentifierOpcodeRdCdAndTheQuestionInItsCase() throws IOException {
        begin(Packet.query(NAME, RecordType.A).flags(0x07F0), 512);
        response.finish();

        assertThat(Header.id(response.bytes())).isEqualTo(0x1234);
        assertThat(Header.flags(response.bytes())).isEqualTo(Header.FLAG_QR | Header.FLAG_RD | Header.FLAG_CD);
        assertThat(parsed().getQuestion().getName()).hasToString(NAME);
    }

    @Test
    void writesRecordsOfEachShape() throws IOException {
        begin(Packet.query(NAME, RecordType.A), 512);
        int zone = question.labelOffset(2);
        response.origin(zone);
        byte[] six = new byte[16];
        six[15] = 1;

        assertThat(response.address(Section.ANSWER, 12, 5, ADDRESS, 0, 4)).isTrue();
        assertThat(response.address(Section.ANSWER, 12, 5, six, 0, 16)).isTrue();
        assertThat(response.name(Section.ANSWER, 12, RecordType.CNAME, 5, POD, 0, POD.length))
                .isTrue();
        assertThat(response.srv(Section.ANSWER, 12, 5, 1, 50, 8080, POD, 0, POD.length))
                .isTrue();
        assertThat(response.txt(Section.ANSWER, 12, 28800, new byte[] {'1', '.', '1'}, 0, 3))
                .isTrue();
        assertThat(response.raw(Section.ANSWER, 12, 666, Integer.MAX_VALUE, ADDRESS, 1, 2))
                .isTrue();
        assertThat(response.soa(Section.AUTHORITY, zone, 5, soaTail(), 0xF0000001))
                .isTrue();
        response.finish();

        assertThat(zoneFile(org.xbill.DNS.Section.ANSWER))
                .containsExactly(
                        NAME + " 5 IN A 10.0.0.1",
                        NAME + " 5 IN AAAA 0:0:0:0:0:0:0:1",
                        NAME + " 5 IN CNAME pod.web.shop.svc.cluster.local.",
                        NAME + " 5 IN SRV 1 50 8080 pod.web.shop.svc.cluster.local.",
                        NAME + " 28800 IN TXT 1.1",
                        NAME + " 2147483647 IN TYPE666 \\# 2 0000");
        assertThat(zoneFile(org.xbill.DNS.Section.AUTHORITY))
                .containsExactly("svc.cluster.local. 5 IN SOA ns.dns.svc.cluster.local. hostmaster.svc.cluster.local."
                        + " 4026531841 7200 1800 86400 5");
        assertThat(response.count(Section.ANSWER)).isEqualTo(6);
        assertThat(response.count(Section.AUTHORITY)).isEqualTo(1);
    }

    @Test
    void compressesNamesButNeverTheTargetOfSrv() throws IOException {
        begin(Packet.query(NAME, RecordType.SRV), 512);
        response.origin(question.labelOffset(2));
        int start = response.length();

        response.name(Section.ANSWER, 12, RecordType.CNAME, 5, POD, 0, POD.length);
        assertThat(response.length() - start).isEqualTo(12 + POD.length + 2);
        assertThat(response.lastTarget()).isEqualTo(start + 12);

        int next = response.length();
        response.srv(Section.ANSWER, 12, 5, 0, 0, 80, POD, 0, POD.length);
        assertThat(response.length() - next).isEqualTo(12 + 6 + POD.length + "svc.cluster.local.".length() + 1);
        assertThat(response.lastTarget()).isEqualTo(next + 18);

        response.address(Section.ADDITIONAL, response.lastTarget(), 5, ADDRESS, 0, 4);
        response.finish();
        assertThat(zoneFile(org.xbill.DNS.Section.ADDITIONAL))
                .containsExactly("pod.web.shop.svc.cluster.local. 5 IN A 10.0.0.1");
    }

    @Test
    void completesTargetsWithAnOriginFromElsewhere() throws IOException {
        begin(Packet.query("1.0.0.10.in-addr.arpa.", RecordType.PTR), 512);
        byte[] zone = DomainName.parse("x.cluster.local.").toWire();

        response.origin(zone, 2, zone.length - 2);
        response.name(Section.ANSWER, 12, RecordType.PTR, 5, POD, 0, POD.length);
        response.name(Section.ANSWER, 12, RecordType.PTR, 5, POD, 4, 4);
        response.soa(Section.AUTHORITY, 12, 5, soaTail(), 1);
        response.finish();

        assertThat(zoneFile(org.xbill.DNS.Section.ANSWER))
                .containsExactly(
                        "1.0.0.10.in-addr.arpa. 5 IN PTR pod.web.shop.cluster.local.",
                        "1.0.0.10.in-addr.arpa. 5 IN PTR web.cluster.local.");
        assertThat(zoneFile(org.xbill.DNS.Section.AUTHORITY).get(0)).contains("hostmaster.cluster.local.");
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "a."})
    void takesTheRootForAnOrigin(String name) throws IOException {
        begin(Packet.query(name, RecordType.NS), 512);
        response.origin(12 + question.nameLength() - 1);
        response.name(Section.ANSWER, 12, RecordType.NS, 5, POD, 0, POD.length);
        response.name(Section.ANSWER, 12, RecordType.NS, 5, POD, 0, 0);
        response.finish();

        assertThat(zoneFile(org.xbill.DNS.Section.ANSWER))
                .containsExactly(name + " 5 IN NS pod.web.shop.", name + " 5 IN NS .");
    }

    @Test
    void cutsLongTextIntoStrings() throws IOException {
        byte[] text = new byte[600];
        Arrays.fill(text, (byte) 'x');
        for (int length : new int[] {0, 255, 256, 600}) {
            begin(Packet.query(NAME, RecordType.TXT), 4096);
            response.txt(Section.ANSWER, 12, 5, text, 0, length);
            response.finish();

            Record record = parsed().getSection(org.xbill.DNS.Section.ANSWER).get(0);
            List<String> strings = ((org.xbill.DNS.TXTRecord) record).getStrings();
            assertThat(String.join("", strings)).hasSize(length);
            assertThat(strings).hasSize(Math.max(1, (length + 254) / 255));
        }
    }

    @Test
    void answersInTheClassOfTheQuestion() throws IOException {
        for (int[] askedAndAnswered : new int[][] {{1, 1}, {3, 3}, {255, 1}}) {
            begin(new Packet().question("version.bind.", RecordType.TXT, askedAndAnswered[0]), 512);
            response.txt(Section.ANSWER, 12, 0, ADDRESS, 0, 4);
            response.finish();

            assertThat(parsed().getSection(org.xbill.DNS.Section.ANSWER).get(0).getDClass())
                    .isEqualTo(askedAndAnswered[1]);
        }
    }

    @Test
    void setsTheFlagsItIsToldToSet() {
        begin(Packet.query(NAME, RecordType.A), 512);
        response.setAuthoritative(true);
        response.setRecursionAvailable(true);
        response.setTruncated(true);
        response.setRcode(Rcode.NXDOMAIN);
        response.setTruncated(false);
        response.finish();

        assertThat(Header.flags(response.bytes()))
                .isEqualTo(Header.FLAG_QR | Header.FLAG_RD | Header.FLAG_AA | Header.FLAG_RA | Rcode.NXDOMAIN);
    }

    @Test
    void keepsWholeRecordsOnlyAndSaysSoWithTc() throws IOException {
        begin(Packet.query(NAME, RecordType.A).opt(4096, 0), 512);
        int written = 0;
        while (response.address(Section.ANSWER, 12, 5, ADDRESS, 0, 4)) {
            written++;
        }
        int room = 512 - 11 - question.questionEnd();
        int length = response.finish();

        assertThat(written).isEqualTo(room / 16);
        assertThat(length).isEqualTo(question.questionEnd() + written * 16 + 11);
        assertThat(parsed().getSection(org.xbill.DNS.Section.ANSWER)).hasSize(written);
        assertThat(parsed().getOPT()).isNotNull();
        assertThat(Header.flags(response.bytes()) & Header.FLAG_TC).isNotZero();
    }

    @Test
    void setsTcForEachKindOfRecordThatDoesNotFitButNotForAdditionalOnes() {
        byte[] large = new byte[500];
        for (Section section : Section.values()) {
            begin(Packet.query(NAME, RecordType.A), 512);
            response.origin(12);
            response.raw(Section.ANSWER, 12, 666, 0, large, 0, 512 - question.questionEnd() - 12 - 12);
            int full = response.length();

            assertThat(response.address(section, 12, 5, ADDRESS, 0, 4)).isFalse();
            assertThat(response.name(section, 12, RecordType.CNAME, 5, POD, 0, POD.length))
                    .isFalse();
            assertThat(response.srv(section, 12, 5, 0, 0, 0, POD, 0, POD.length))
                    .isFalse();
            assertThat(response.txt(section, 12, 5, POD, 0, 3)).isFalse();
            assertThat(response.soa(section, 12, 5, soaTail(), 0)).isFalse();
            assertThat(response.raw(section, 12, 666, 5, POD, 0, 1)).isFalse();

            assertThat(response.length()).isEqualTo(full);
            assertThat(response.count(section)).isEqualTo(section == Section.ANSWER ? 1 : 0);
            assertThat((response.flags() & Header.FLAG_TC) != 0).isEqualTo(section != Section.ADDITIONAL);
            assertThat(response.raw(section, 12, 666, 5, POD, 0, 0))
                    .as("the last octet fits")
                    .isTrue();
            assertThat(response.finish()).isEqualTo(512);
        }
    }

    @Test
    void leavesOutATargetThatIsTooLongForAName() {
        begin(Packet.query("x".repeat(63) + "." + "y".repeat(63) + ".", RecordType.A), 512);
        response.origin(12);
        byte[] labels = DomainName.parse(("z".repeat(63) + ".").repeat(3)).toWire();

        assertThat(response.srv(Section.ANSWER, 12, 5, 0, 0, 0, labels, 0, 192)).isFalse();
        assertThat(response.name(Section.ANSWER, 12, RecordType.CNAME, 5, labels, 0, 192))
                .isFalse();
        assertThat(response.flags() & Header.FLAG_TC).isZero();
        assertThat(response.srv(Section.ANSWER, 12, 5, 0, 0, 0, labels, 0, 64)).isTrue();
    }

    @Test
    void writesOwnersOutThatNoPointerReaches() throws IOException {
        begin(Packet.query(NAME, RecordType.SRV), ResponseWriter.MAX_BYTES);
        response.origin(question.labelOffset(2));
        byte[] filler = new byte[Names.POINTER_LIMIT];
        response.raw(Section.ANSWER, 12, 666, 0, filler, 0, filler.length);
        response.srv(Section.ANSWER, 12, 5, 0, 0, 80, POD, 0, POD.length);
        int whole = response.lastTarget();
        response.name(Section.ANSWER, 12, RecordType.CNAME, 5, POD, 0, POD.length);
        int compressed = response.lastTarget();
        response.origin(whole);
        response.name(Section.ANSWER, 12, RecordType.NS, 5, POD, 0, 4);
        response.address(Section.ADDITIONAL, whole, 5, ADDRESS, 0, 4);
        response.address(Section.ADDITIONAL, compressed, 5, ADDRESS, 0, 4);
        response.finish();

        assertThat(zoneFile(org.xbill.DNS.Section.ANSWER))
                .last()
                .isEqualTo(NAME + " 5 IN NS pod.pod.web.shop.svc.cluster.local.");

        assertThat(zoneFile(org.xbill.DNS.Section.ADDITIONAL))
                .containsExactly(
                        "pod.web.shop.svc.cluster.local. 5 IN A 10.0.0.1",
                        "pod.web.shop.svc.cluster.local. 5 IN A 10.0.0.1");
    }

    @Test
    void rejectsUnknownOpcodesWithABareHeader() {
        for (int flags : new int[] {0x7800, 0x7FF0, Header.withOpcode(Opcode.UPDATE) | 0x07F0}) {
            assertThat(reject(Packet.query(NAME, RecordType.A).flags(flags).opt(512, 0)))
                    .isEqualTo(12);
            assertThat(Header.flags(response.bytes())).isEqualTo(Header.FLAG_QR | (flags & 0x7800) | Rcode.NOTIMP);
            assertThat(Arrays.copyOfRange(response.bytes(), 4, 12)).containsOnly(0);
        }
    }

    @Test
    void rejectsWhatItCannotReadWithABareHeader() {
        assertThat(reject(new Packet().opt(512, 0))).isEqualTo(12);
        assertThat(reject(Packet.query(NAME, 1).question(NAME, 28, 1).opt(512, 0)))
                .isEqualTo(12);
        assertThat(reject(Packet.query(NAME, 1).keep(20))).isEqualTo(12);
        assertThat(Header.flags(response.bytes())).isEqualTo(Header.FLAG_QR | Header.FLAG_RD | Rcode.FORMERR);
        assertThat(Arrays.copyOfRange(response.bytes(), 4, 12)).containsOnly(0);
    }

    @Test
    void rejectsWithQuestionAndOptWhereTheRequestHadThem() throws IOException {
        reject(Packet.query(NAME, RecordType.A).opt(512, 0).opt(512, 0));
        assertThat(parsed().getRcode()).isEqualTo(Rcode.FORMERR);
        assertThat(parsed().getQuestion().getName()).hasToString(NAME);
        assertThat(parsed().getOPT()).isNotNull();

        reject(Packet.query(NAME, RecordType.A).opt(512, 0x20000));
        assertThat(parsed().getRcode()).isEqualTo(Rcode.BADVERS);
        assertThat(parsed().getOPT().getVersion()).isZero();
    }

    @Test
    void repliesNothingToWhatMustBeIgnored() {
        byte[] packet = Packet.query(NAME, RecordType.A).flags(Header.FLAG_QR).bytes();
        Verdict verdict = question.read(packet, packet.length);

        assertThat(response.reject(question, verdict)).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> response.reject(question, Verdict.OK));
    }

    @Test
    void startsAfreshForEachRequest() {
        byte[] packet = Packet.query(NAME, RecordType.A).opt(512, 0).bytes();
        question.read(packet, packet.length);
        ResponseWriter fresh = new ResponseWriter();
        fresh.begin(question, 512);
        int length = fresh.finish();

        response.begin(question, 512);
        response.origin(12);
        response.name(Section.ADDITIONAL, 12, RecordType.CNAME, 5, POD, 0, POD.length);
        response.option(EdnsOptionCode.NSID, POD, 0, 3);
        response.padTo(468);
        response.setAuthoritative(true);
        response.setRcode(Rcode.BADVERS);
        response.finish();
        response.begin(question, 512);

        assertThat(response.lastTarget()).isNegative();
        assertThat(response.finish()).isEqualTo(length);
        assertThat(Arrays.copyOf(response.bytes(), length)).isEqualTo(Arrays.copyOf(fresh.bytes(), length));
    }

    @Test
    void refusesWrongUse() {
        begin(Packet.query(NAME, RecordType.A), 512);
        response.address(Section.AUTHORITY, 12, 5, ADDRESS, 0, 4);

        assertThatIllegalStateException().isThrownBy(() -> response.address(Section.ANSWER, 12, 5, ADDRESS, 0, 4));
        assertThatIllegalArgumentException().isThrownBy(() -> response.begin(question, 511));
        assertThatIllegalArgumentException().isThrownBy(() -> response.begin(question, 65536));
        assertThatIllegalArgumentException().isThrownBy(() -> new ResponseWriter(511));
    }

    private static SoaTail soaTail() {
        return new SoaTail(DomainName.parse("ns.dns"), DomainName.parse("hostmaster"), 7200, 1800, 86400, 5);
    }

    private void begin(Packet request, int limitBytes) {
        byte[] packet = request.bytes();
        question.read(packet, packet.length);
        response.begin(question, limitBytes);
    }

    private int reject(Packet request) {
        byte[] packet = request.bytes();
        return response.reject(question, question.read(packet, packet.length));
    }

    private Message parsed() throws IOException {
        return new Message(Arrays.copyOf(response.bytes(), response.length()));
    }

    private List<String> zoneFile(int section) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Record record : parsed().getSection(section)) {
            if (record.getType() != RecordType.OPT) {
                lines.add(record.toString().replaceAll("\\s+", " "));
            }
        }
        return lines;
    }
}
