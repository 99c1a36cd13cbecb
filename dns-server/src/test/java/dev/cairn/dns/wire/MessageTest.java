// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** RFC 1035 §4.1, RFC 2181 §8, RFC 3597 §4, RFC 6891 §6.1. */
class MessageTest {

    private static final DomainName NAME = DomainName.parse("web.shop.svc.cluster.local.");
    private static final DomainName ZONE = DomainName.parse("svc.cluster.local.");
    private static final int DO = 0x8000;

    private static Message answer() {
        return Message.builder()
                .id(7)
                .flags(Header.FLAG_QR | Header.FLAG_AA | Header.FLAG_RD)
                .rcode(Rcode.BADVERS)
                .question(new Question(NAME, RecordType.A))
                .answer(new ResourceRecord(NAME, 5, new Rdata.A(AddressText.inet4(new byte[] {10, 0, 0, 1}))))
                .authority(new ResourceRecord(ZONE, 5, new Rdata.Ns(ZONE.prepend("ns.dns"))))
                .additional(new ResourceRecord(ZONE, 5, new Rdata.Txt(List.of("x"))))
                .edns(new Edns(
                        1232, 0, true, List.of(EdnsOption.extendedError(14, ""), new EdnsOption(3, new byte[2]))))
                .build();
    }

    @Test
    void readsBackWhatItWrote() {
        byte[] wire = answer().toWire();

        Message read = Message.parse(wire, wire.length);

        assertThat(read).isEqualTo(answer()).hasSameHashCodeAs(answer());
        assertThat(read.id()).isEqualTo(7);
        assertThat(read.rcode()).isEqualTo(Rcode.BADVERS);
        assertThat(read.opcode()).isEqualTo(Opcode.QUERY);
        assertThat(read.has(Header.FLAG_AA)).isTrue();
        assertThat(read.has(Header.FLAG_TC)).isFalse();
        assertThat(read.edns()).isEqualTo(answer().edns());
    }

    @Test
    void printsAsDigDoes() {
        assertThat(answer()).hasToString("""
                ;; ->>HEADER<<- opcode: QUERY, status: BADVERS, id: 7
                ;; flags: qr aa rd; QUERY: 1, ANSWER: 1, AUTHORITY: 1, ADDITIONAL: 2

                ;; OPT PSEUDOSECTION:
                ; EDNS: version: 0, flags: do; udp: 1232
                ; EDE: 14 (Not Ready)
                ; NSID: 0000

                ;; QUESTION SECTION:
                ;web.shop.svc.cluster.local. IN A

                ;; ANSWER SECTION:
                web.shop.svc.cluster.local. 5 IN A 10.0.0.1

                ;; AUTHORITY SECTION:
                svc.cluster.local. 5 IN NS ns.dns.svc.cluster.local.

                ;; ADDITIONAL SECTION:
                svc.cluster.local. 5 IN TXT "x"
                """);
        assertThat(Message.builder()
                        .flags(Header.FLAG_Z | Header.withOpcode(Opcode.DSO))
                        .build())
                .hasToString("""
                        ;; ->>HEADER<<- opcode: DSO, status: NOERROR, id: 0
                        ;; flags: z; QUERY: 0, ANSWER: 0, AUTHORITY: 0, ADDITIONAL: 0
                        """);
    }

    @Test
    void asksAsAStubResolverDoes() {
        byte[] wire = Message.query(NAME, RecordType.SRV)
                .id(0x1234)
                .edns(Edns.of(4096))
                .build()
                .toWire();

        assertThat(wire)
                .isEqualTo(Packet.query(NAME.toString(), RecordType.SRV)
                        .opt(4096, 0)
                        .bytes());
    }

    @Test
    void compressesOwnersAndTargetsButNotThoseOfSrv() {
        int plain = answer().toWire().length;
        int withMx = plusOne(new Rdata.Mx(1, NAME)) - plain;
        int withSrv = plusOne(new Rdata.Srv(1, 1, 1, NAME)) - plain;
        int withDname = plusOne(new Rdata.Dname(NAME)) - plain;

        assertThat(withMx).isEqualTo(2 + 10 + 2 + 2);
        assertThat(withSrv).isEqualTo(2 + 10 + 6 + NAME.length());
        assertThat(withDname).isEqualTo(2 + 10 + NAME.length());
    }

    private static int plusOne(Rdata data) {
        Message.Builder all = Message.builder();
        answer().questions().forEach(all::question);
        answer().answers().forEach(all::answer);
        answer().authorities().forEach(all::authority);
        answer().additionals().forEach(all::additional);
        all.additional(new ResourceRecord(NAME, 1, data));
        answer().edns().ifPresent(all::edns);
        return all.build().toWire().length;
    }

    @Test
    void keepsTheLetterCaseOfEachName() {
        Message message = Message.builder()
                .question(new Question(DomainName.parse("WEB.example."), RecordType.CNAME))
                .answer(new ResourceRecord(
                        DomainName.parse("web.Example."), 5, new Rdata.Cname(DomainName.parse("x.EXAMPLE."))))
                .build();
        byte[] wire = message.toWire();

        assertThat(Message.parse(wire, wire.length)).isEqualTo(message);
    }

    @Test
    void takesATimeToLiveWithTheTopBitSetForZero() {
        assertThat(parsed(Packet.of().record(Section.ANSWER, ".", 666, 1, 0x80000001))
                        .answers())
                .containsExactly(new ResourceRecord(DomainName.ROOT, 0, new Rdata.Unknown(666, new byte[0])));
    }

    @Test
    void readsNamesOfAllClassesButAddressesOfTheInternetOnly() {
        Message read = parsed(Packet.of()
                .record(Section.ANSWER, ".", RecordType.CNAME, RecordClass.CH, 0, 0)
                .record(Section.ANSWER, ".", RecordType.A, RecordClass.CH, 0, 1, 'x', 0, 0, 1)
                .record(Section.ANSWER, ".", RecordType.A, RecordClass.ANY, 0)
                .record(Section.ANSWER, ".", RecordType.CNAME, RecordClass.NONE, 0));

        assertThat(read.answers())
                .extracting(ResourceRecord::data)
                .containsExactly(
                        new Rdata.Cname(DomainName.ROOT),
                        new Rdata.Unknown(RecordType.A, new byte[] {1, 'x', 0, 0, 1}),
                        new Rdata.Unknown(RecordType.A, new byte[0]),
                        new Rdata.Unknown(RecordType.CNAME, new byte[0]));
    }

    @Test
    void writesOutTheNamesInDataOfRarerTypes() {
        // The question's name, "ab.", stands at offset 12.
        int[] pointer = {0xC0, 12};
        int[] name = {2, 'a', 'b', 0};
        for (int[][] row : new int[][][] {
            {{RecordType.MB}, pointer, name},
            {{RecordType.MINFO}, join(pointer, pointer), join(name, name)},
            {{RecordType.RP}, join(name, pointer), join(name, name)},
            {{RecordType.AFSDB}, join(new int[] {0, 1}, pointer), join(new int[] {0, 1}, name)},
            {{RecordType.PX}, join(new int[] {0, 1}, join(pointer, pointer)), join(new int[] {0, 1}, join(name, name))},
            {
                {RecordType.NAPTR},
                join(new int[] {0, 1, 0, 2, 1, 'u', 0, 0}, pointer),
                join(new int[] {0, 1, 0, 2, 1, 'u', 0, 0}, name)
            },
            {{666}, pointer, pointer}
        }) {
            Message read = parsed(Packet.query("ab.", 1).record(Section.ANSWER, "ab.", row[0][0], 1, 0, row[1]));

            byte[] expected = new byte[row[2].length];
            for (int i = 0; i < expected.length; i++) {
                expected[i] = (byte) row[2][i];
            }
            assertThat(read.answers().get(0).data()).isEqualTo(new Rdata.Unknown(row[0][0], expected));
        }
    }

    private record Broken(String name, Packet packet) {}

    private static Packet data(int type, int... octets) {
        return Packet.of().record(Section.ANSWER, ".", type, 1, 0, octets);
    }

    private static final List<Broken> BROKEN = List.of(
            new Broken("nothing", new Packet().keep(0)),
            new Broken("half a header", new Packet().keep(11)),
            new Broken("a question less than announced", new Packet().counts(1, 0, 0, 0)),
            new Broken("a question without class", Packet.query("a.", 1).cut(1)),
            new Broken("65535 of everything", new Packet().counts(65535, 65535, 65535, 65535)),
            new Broken("a record less than announced", Packet.query("a.", 1).counts(1, 1, 0, 0)),
            new Broken("data cut off", data(666, 1, 2, 3).cut(1)),
            new Broken(
                    "an owner that points to itself",
                    Packet.of(0xC0, 12).fixed(1, 1, 0, 0).counts(0, 1, 0, 0)),
            new Broken("A of 3 octets", data(RecordType.A, 1, 2, 3)),
            new Broken("A of 5 octets", data(RecordType.A, 1, 2, 3, 4, 5)),
            new Broken("A without data", data(RecordType.A)),
            new Broken("AAAA of 4 octets", data(RecordType.AAAA, 1, 2, 3, 4)),
            new Broken("NS with more than a name", data(RecordType.NS, 0, 0)),
            new Broken("a name past its data", data(RecordType.NS, 2, 'a').raw('b', 0)),
            new Broken("MX without name", data(RecordType.MX, 0, 1)),
            new Broken("SRV cut off", data(RecordType.SRV, 0, 0, 0, 0, 0)),
            new Broken("SOA without minimum", data(RecordType.SOA, new int[2 + 16])),
            new Broken("TXT without strings", data(RecordType.TXT)),
            new Broken("TXT with a string too long", data(RecordType.TXT, 3, 'a', 'b')),
            new Broken("HINFO with one string", data(RecordType.HINFO, 0)),
            new Broken("MB with more than a name", data(RecordType.MB, 0, 0)),
            new Broken("two OPT", Packet.of().opt(512, 0).opt(512, 0)),
            new Broken("OPT below the root", Packet.of().record(Section.ADDITIONAL, "a.", RecordType.OPT, 512, 0)),
            new Broken("OPT as answer", Packet.of().record(Section.ANSWER, ".", RecordType.OPT, 512, 0)),
            new Broken("an option past its record", Packet.of().opt(512, 0, 0, 3, 0, 1)),
            new Broken("half an option header", Packet.of().opt(512, 0, 0, 3, 0)));

    @TestFactory
    Stream<DynamicTest> refusesWithOneExceptionWhatIsNoMessage() {
        return BROKEN.stream()
                .map(row -> DynamicTest.dynamicTest(row.name, () -> {
                    byte[] packet = row.packet.bytes();

                    assertThatExceptionOfType(WireException.class)
                            .isThrownBy(() -> Message.parse(packet, packet.length))
                            .satisfies(e -> assertThat(e.offset()).isBetween(0, packet.length));
                }));
    }

    @Test
    void ignoresOctetsAfterTheMessage() {
        byte[] wire = answer().toWire();

        assertThat(Message.parse(Arrays.copyOf(wire, wire.length + 3), wire.length + 3))
                .isEqualTo(answer());
        assertThat(Message.parse(wire, Integer.MAX_VALUE)).isEqualTo(answer());
        assertThatExceptionOfType(WireException.class).isThrownBy(() -> Message.parse(wire, wire.length - 1));
    }

    @Test
    void readsWhatOptSays() {
        Message read = parsed(Packet.of().opt(4096, 0xAB01_0000 | DO, 0, 10, 0, 1, 7));

        assertThat(read.edns())
                .contains(new Edns(4096, 1, true, List.of(new EdnsOption(EdnsOptionCode.COOKIE, new byte[] {7}))));
        assertThat(read.rcode()).isEqualTo(0xAB0);
        assertThat(read.additionals()).isEmpty();
    }

    @Test
    void printsAnExtendedErrorWithItsText() {
        assertThat(EdnsOption.extendedError(ExtendedError.BLOCKED, "by \"us\""))
                .hasToString("EDE: 15 (Blocked): \"by \\\"us\\\"\"");
        assertThat(new EdnsOption(EdnsOptionCode.EXTENDED_ERROR, new byte[1])).hasToString("EDE: 00");
        assertThat(new EdnsOption(100, new byte[0])).hasToString("OPT100");
    }

    @Test
    void refusesToBuildWhatCannotBeWritten() {
        Message.Builder large = Message.builder();
        for (int i = 0; i < 66; i++) {
            large.answer(new ResourceRecord(NAME, 0, new Rdata.Unknown(666, new byte[1000])));
        }

        assertThatIllegalStateException().isThrownBy(() -> large.build().toWire());
        assertThatIllegalStateException()
                .isThrownBy(() -> Message.builder().rcode(16).build());
        assertThatIllegalArgumentException().isThrownBy(() -> Message.builder().rcode(4096));
        assertThatIllegalArgumentException().isThrownBy(() -> Message.builder().flags(1));
        assertThatIllegalArgumentException().isThrownBy(() -> Message.builder().id(65536));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Message.builder()
                        .additional(new ResourceRecord(NAME, 0, new Rdata.Unknown(RecordType.OPT, new byte[0]))));
    }

    private static Message parsed(Packet packet) {
        byte[] wire = packet.bytes();
        return Message.parse(wire, wire.length);
    }

    private static int[] join(int[] a, int[] b) {
        int[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
