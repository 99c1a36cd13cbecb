// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 1035 §3.3 and §5.1, RFC 3597 §5, RFC 5952 §4. */
class RdataTest {

    private static final DomainName TARGET = DomainName.parse("Web.example.");

    /** One sample of each form, with its text and its octets. */
    static Map<Rdata, String> samples() {
        Map<Rdata, String> samples = new LinkedHashMap<>();
        samples.put(new Rdata.A(AddressText.inet4(new byte[] {10, 0, 0, (byte) 200})), "10.0.0.200");
        samples.put(new Rdata.Aaaa(AddressText.inet6(new byte[16])), "::");
        samples.put(new Rdata.Ns(TARGET), "Web.example.");
        samples.put(new Rdata.Cname(TARGET), "Web.example.");
        samples.put(new Rdata.Ptr(TARGET), "Web.example.");
        samples.put(new Rdata.Dname(TARGET), "Web.example.");
        samples.put(
                new Rdata.Soa(TARGET, DomainName.parse("mail.example."), 4294967295L, 1, 2, 3, 4),
                "Web.example. mail.example. 4294967295 1 2 3 4");
        samples.put(new Rdata.Mx(10, TARGET), "10 Web.example.");
        samples.put(new Rdata.Srv(1, 2, 65535, TARGET), "1 2 65535 Web.example.");
        samples.put(new Rdata.Txt(List.of("", "a \"b\" \\ \u00FF\u0000")), "\"\" \"a \\\"b\\\" \\\\ \\255\\000\"");
        samples.put(new Rdata.Hinfo("RFC8482", ""), "\"RFC8482\" \"\"");
        samples.put(new Rdata.Unknown(666, new byte[] {0, (byte) 0xAB}), "\\# 2 00AB");
        return samples;
    }

    @Test
    void hasASampleOfEachForm() {
        assertThat(samples().keySet().stream().map(Object::getClass).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(Rdata.class.getPermittedSubclasses());
    }

    @Test
    void printsEachFormAsZoneFilesDo() {
        samples().forEach((data, text) -> assertThat(data).hasToString(text));
        assertThat(new Rdata.Unknown(666, new byte[0])).hasToString("\\# 0");
    }

    @Test
    void readsBackEachFormItWrote() {
        for (Rdata data : samples().keySet()) {
            Message message = Message.builder()
                    .answer(new ResourceRecord(TARGET, 5, data))
                    .answer(new ResourceRecord(TARGET, RecordClass.CH, 5, data))
                    .build();
            byte[] wire = message.toWire();

            ResourceRecord read = Message.parse(wire, wire.length).answers().get(0);

            assertThat(read.data()).isEqualTo(data).hasSameHashCodeAs(data);
            assertThat(read.type()).isEqualTo(data.type());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "::",
                "::1",
                "1::",
                "1:2:3:4:5:6:7:8",
                "1:0:2::",
                "2001:db8::1:0:0:1",
                "2001:db8:0:1:1:1:1:1",
                "fd00:96::a",
                "::ffff:102:304",
                "0:1:2:3:4:5:6:0",
                "a::b:0:0:c"
            })
    void shortensIpv6Addresses(String text) throws UnknownHostException {
        byte[] octets = text.equals("::ffff:102:304")
                ? new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 1, 2, 3, 4}
                : InetAddress.getByName(text).getAddress();

        assertThat(new Rdata.Aaaa(AddressText.inet6(octets))).hasToString(text);
        assertThat(new Rdata.Aaaa(AddressText.inet6(octets)).address().getAddress())
                .isEqualTo(octets);
    }

    @Test
    void printsARecordAsALineOfAZoneFile() {
        assertThat(new ResourceRecord(TARGET, 5, new Rdata.Mx(10, TARGET)))
                .hasToString("Web.example. 5 IN MX 10 Web.example.");
        assertThat(new ResourceRecord(TARGET, 32, 5, new Rdata.Unknown(666, new byte[1])))
                .hasToString("Web.example. 5 CLASS32 TYPE666 \\# 1 00");
    }

    @Test
    void changesOnePartOfARecord() {
        ResourceRecord before = new ResourceRecord(TARGET, RecordClass.CH, 5, new Rdata.Ns(TARGET));

        assertThat(before.withTtl(6)).isEqualTo(new ResourceRecord(TARGET, RecordClass.CH, 6, before.data()));
        assertThat(before.withOwner(DomainName.ROOT))
                .isEqualTo(new ResourceRecord(DomainName.ROOT, RecordClass.CH, 5, before.data()));
    }

    @Test
    void keepsItsOctetsToItself() {
        byte[] octets = {1, 2};
        Rdata.Unknown data = new Rdata.Unknown(666, octets);
        octets[0] = 9;
        data.data()[1] = 9;

        assertThat(data.data()).containsExactly(1, 2);
        assertThat(data).isNotEqualTo(new Rdata.Unknown(667, data.data()));
    }

    @Test
    void refusesWhatCannotBeWritten() {
        String long256 = "x".repeat(256);
        for (Runnable wrong : Arrays.<Runnable>asList(
                () -> new Rdata.Mx(65536, TARGET),
                () -> new Rdata.Srv(-1, 0, 0, TARGET),
                () -> new Rdata.Srv(0, 65536, 0, TARGET),
                () -> new Rdata.Srv(0, 0, 65536, TARGET),
                () -> new Rdata.Txt(List.of()),
                () -> new Rdata.Txt(List.of(long256)),
                () -> new Rdata.Txt(List.of("\u0100")),
                () -> new Rdata.Hinfo(long256, ""),
                () -> new Rdata.Hinfo("", long256),
                () -> new Rdata.Soa(TARGET, TARGET, 1L << 32, 0, 0, 0, 0),
                () -> new Rdata.Soa(TARGET, TARGET, 0, 0, 0, 0, -1),
                () -> new Rdata.Unknown(65536, new byte[0]),
                () -> new Rdata.Unknown(1, new byte[65536]),
                () -> new ResourceRecord(TARGET, -1, new Rdata.Ns(TARGET)),
                () -> new ResourceRecord(TARGET, 1L << 31, new Rdata.Ns(TARGET)),
                () -> new ResourceRecord(TARGET, 65536, 0, new Rdata.Ns(TARGET)),
                () -> new Question(TARGET, 65536),
                () -> new Question(TARGET, 1, -1),
                () -> new Edns(65536, 0, false, List.of()),
                () -> new Edns(512, 256, false, List.of()),
                () -> new EdnsOption(-1, new byte[0]))) {
            assertThatIllegalArgumentException().isThrownBy(wrong::run);
        }
    }
}
