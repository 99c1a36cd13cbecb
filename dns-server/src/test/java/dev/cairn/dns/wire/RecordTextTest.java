// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a.org. 60 IN A 10.0.0.1              | a.org. 60 IN A 10.0.0.1",
                "a.org IN 60 A 10.0.0.1               | a.org. 60 IN A 10.0.0.1",
                "a.org A 10.0.0.1                     | a.org. 3600 IN A 10.0.0.1",
                "a.org. 1h30m in aaaa 2001:DB8::1     | a.org. 5400 IN AAAA 2001:db8::1",
                "a.org. 1w CH A 10.0.0.1 ; a comment  | a.org. 604800 CH A 10.0.0.1",
                "a.org. 5 IN AAAA ::ffff:10.0.0.1     | a.org. 5 IN AAAA ::ffff:a00:1",
                "a.org. 5 IN CNAME b.org              | a.org. 5 IN CNAME b.org.",
                "a.org. 5 IN NS ns.b.org.             | a.org. 5 IN NS ns.b.org.",
                "a.org. 5 IN PTR b.org.               | a.org. 5 IN PTR b.org.",
                "a.org. 5 IN DNAME b.org.             | a.org. 5 IN DNAME b.org.",
                "a.org. 5 IN MX 10 mx.b.org           | a.org. 5 IN MX 10 mx.b.org.",
                "a.org. 5 IN SRV 1 2 65535 b.org.     | a.org. 5 IN SRV 1 2 65535 b.org.",
                "a. 5 IN SOA ns.a. mail.a. (1 2 3m 4 5) | a. 5 IN SOA ns.a. mail.a. 1 2 180 4 5",
                "a. 5 IN SOA ns.a. m\\.x.a. 4294967295 2 3 4 5 | a. 5 IN SOA ns.a. m\\.x.a. 4294967295 2 3 4 5",
                "a. 5 IN TXT word \"two words\" \"\"  | a. 5 IN TXT \"word\" \"two words\" \"\"",
                "a. 5 IN TXT \"q\\\"\\065;(\"         | a. 5 IN TXT \"q\\\"A;(\"",
                "a. 5 IN HINFO \"i 386\" none         | a. 5 IN HINFO \"i 386\" \"none\"",
                "a. 5 IN TYPE666 \\# 3 01 0203        | a. 5 IN TYPE666 \\# 3 010203",
                "a\\032b.org. 5 IN A 10.0.0.1         | a\\032b.org. 5 IN A 10.0.0.1",
            })
    void readsALineOfAZoneFile(String line, String record) {
        assertThat(ResourceRecord.parse(line)).hasToString(record);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                             | the record ends too early",
                "a.org.                         | the record ends too early",
                "a.org. 5 IN A                  | the record ends too early",
                "a.org. 5 IN A 10.0.0.1 10      | \"10\" is one word too many",
                "a.org. 5 IN A 10.0.0.256       | \"10.0.0.256\" is no IPv4 address",
                "a.org. 5 IN A localhost        | \"localhost\" is no IPv4 address",
                "a.org. 5 IN AAAA 10.0.0.1      | \"10.0.0.1\" is no IPv6 address",
                "a.org. 5 IN AAAA 1:2           | \"1:2\" is no IPv6 address",
                "a.org. 5 IN NIX 1              | unknown mnemonic \"NIX\"",
                "a.org. 5x IN A 10.0.0.1        | \"5x\" is no time",
                "a.org. 5 IN MX 65536 b.        | \"65536\" is no number of 0 to 65535",
                "a.org. 5 IN CAA 0 issue b      | is read in the form \\# LENGTH HEX only",
                "a.org. 5 IN CAA \\# 2 01       | \\# says 2 octets, but there are 1",
                "a.org. 5 IN TXT \"open         | a quote is opened and never closed",
                "a..org. 5 IN A 10.0.0.1        | has an empty label",
            })
    void saysWhatIsWrongWithALine(String line, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResourceRecord.parse(line))
                .withMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.255, 4, true",
        "010.1.01.001, 4, true",
        "10.0.0.256, 4, false",
        "10.0.0.999, 4, false",
        "10.0.0, 4, false",
        "a.b.c.d, 4, false",
        "::1, 16, true",
        "2001:db8::192.0.2.1, 16, true",
        "10.0.0.1, 16, false",
        ".:1, 16, false",
        "dead.beef, 16, false",
    })
    void takesNoWordForAnAddressThatTheJdkWouldLookUp(String word, int octets, boolean isAddress) {
        assertThat(RecordText.isAddress(word, octets)).isEqualTo(isAddress);
    }

    @Test
    void readsWhatRecordsAreWrittenAs() {
        long seed = 11;
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            byte[] octets = new byte[1 + random.nextInt(60)];
            random.nextBytes(octets);
            DomainName name = DomainName.of(wire(octets));
            ResourceRecord txt =
                    new ResourceRecord(name, random.nextInt(1000), new Rdata.Txt(List.of(characters(octets), "x")));
            assertThat(ResourceRecord.parse(txt.toString())).as("seed " + seed).isEqualTo(txt);
        }
    }

    private static byte[] wire(byte[] label) {
        byte[] wire = new byte[label.length + 2];
        wire[0] = (byte) label.length;
        System.arraycopy(label, 0, wire, 1, label.length);
        return wire;
    }

    private static String characters(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }
}
