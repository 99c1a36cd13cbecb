// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.Edns;
import dev.cairn.dns.wire.EdnsOption;
import dev.cairn.dns.wire.Message;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The field {@code edns0}: which options the request has for those that follow, and that the client never sees them. */
class EdnsRuleTest {
    private static final int LOCAL = 0xFFEE;

    private final Zone zone = new Zone();

    private String seen(String lines, EdnsOption... options) {
        new Rewritten(zone, lines).askWithEdns("X.org.", new Edns(1400, 0, true, List.of(options)));
        return text(zone.request());
    }

    private static String text(Message request) {
        return String.join(
                " ",
                request.edns().orElseThrow().options().stream()
                        .map(option -> option.code() + ":" + HexFormat.of().formatHex(option.data()))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "local set 0xffee 0x61626364, 65518:61626364",
        "local set 65518 abcd, 65518:61626364",
        "local append 0xffee abcd, 65518:61626364",
        "local replace 0xffee abcd, ''",
        "local unset 0xffee, ''",
        "local set 0xffee abcd revert, 65518:61626364",
        "nsid set, 3:",
        "nsid append, 3:",
        "nsid replace, ''",
        "subnet set 24 56, 8:000118007f0000",
        "subnet set 9 56, 8:000109007f00",
        "subnet append 0 0, 8:00010000",
        "subnet replace 24 56, ''",
    })
    void addsAnOption(String words, String options) {
        assertThat(seen("rewrite edns0 " + words)).isEqualTo(options);
    }

    @ParameterizedTest
    @CsvSource({
        "local set 0xffee b, 65518:62",
        "local append 0xffee b, 65518:ff",
        "local replace 0xffee b, 65518:62",
        "local unset 0xffee, ''",
        "local unset 0xffef, 65518:ff",
    })
    void mindsTheOptionThatIsThere(String words, String options) {
        assertThat(seen("rewrite edns0 " + words, new EdnsOption(LOCAL, new byte[] {-1})))
                .isEqualTo(options);
    }

    @ParameterizedTest
    @CsvSource({"nsid set, 3:", "nsid append, 3:07", "nsid replace, 3:", "nsid unset, ''"})
    void mindsTheNsidThatIsThere(String words, String options) {
        assertThat(seen("rewrite edns0 " + words, new EdnsOption(3, new byte[] {7})))
                .isEqualTo(options);
    }

    @ParameterizedTest
    @CsvSource({"subnet set 8 8, 8:000108007f", "subnet append 8 8, 8:0000", "subnet unset, ''"})
    void mindsTheSubnetThatIsThere(String words, String options) {
        assertThat(seen("rewrite edns0 " + words, new EdnsOption(8, new byte[2])))
                .isEqualTo(options);
    }

    @ParameterizedTest
    @CsvSource({
        "{qname}, 582e6f72672e",
        "{qtype}, 0001",
        "{client_ip}, 7f000001",
        "{client_port}, 9c40",
        "{server_ip}, 7f000001",
        "{server_port}, 0035",
        "{protocol}, 756470",
    })
    void readsTheValueFromTheQuery(String variable, String data) {
        assertThat(seen("rewrite edns0 local set 0xffee " + variable)).isEqualTo("65518:" + data);
    }

    @Test
    void keepsTheRestOfTheRequest() {
        seen("rewrite edns0 local set 0xffee abcd");

        Message request = zone.request();
        assertThat(request.questions().get(0).name()).hasToString("X.org.");
        assertThat(request.edns().orElseThrow().dnssecOk()).isTrue();
        assertThat(request.edns().orElseThrow().udpPayloadSize()).isEqualTo(1400);
    }

    @Test
    void givesAClientWithoutEdnsNoneBack() {
        Message reply = new Rewritten(zone, "rewrite edns0 nsid set").ask("x.org.");

        assertThat(zone.request().edns())
                .hasValueSatisfying(edns -> assertThat(edns.udpPayloadSize()).isEqualTo(512));
        assertThat(reply.edns()).isEmpty();
    }

    @Test
    void goesTogetherWithAnotherName() {
        Message reply = new Rewritten(zone, "rewrite continue edns0 local set 0xffee {qname}\nrewrite name x.org y.org")
                .askWithEdns("x.org.", Edns.of(1232));

        assertThat(zone.request().questions().get(0).name()).isEqualTo(DomainName.parse("y.org."));
        assertThat(text(zone.request())).isEqualTo("65518:782e6f72672e");
        assertThat(reply.questions().get(0).name()).hasToString("x.org.");
        assertThat(reply.edns().orElseThrow().options()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "local                       | takes an option and what to do with it",
                "lokal set 1 a               | unknown option of rewrite edns0 \"lokal\": did you mean \"local\"?",
                "local sett 1 a              | unknown action of rewrite edns0 \"sett\": did you mean \"set\"?",
                "local set 1                 | takes 2 words more, not 1",
                "local unset                 | takes 1 words more, not 0",
                "local set 65536 a           | a code of an option is 0 to 65535, not \"65536\"",
                "local set x a               | a code of an option is 0 to 65535",
                "local set 1 0xabc           | is not 0x and pairs of hexadecimal digits",
                "local set 1 {client}        | unknown variable of rewrite edns0 \"{client}\"",
                "local set 1 {view/name}     | is a label of metadata, which is not offered",
                "nsid set 1                  | takes 0 words more, not 1",
                "subnet set 24               | takes 2 words more, not 1",
                "subnet set 33 0             | a prefix length for IPv4 is 0 to 32",
                "subnet set 0 129            | a prefix length for IPv6 is 0 to 128",
            })
    void tellsWhatIsWrong(String words, String problem) {
        assertThat(Rewritten.problem("rewrite edns0 " + words)).contains(problem);
    }
}
