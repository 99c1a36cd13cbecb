// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.RecordType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryRequestTest {
    @Test
    void asksTheLocalServerForAnAddressByDefault() {
        QueryRequest request = QueryRequest.parse(List.of("orders.shop"), null, false);
        assertThat(request.name()).isEqualTo(DomainName.parse("orders.shop."));
        assertThat(request.type()).isEqualTo(RecordType.A);
        assertThat(request.server()).hasToString("/127.0.0.1:1053");
    }

    @Test
    void takesTheWordsInAnyOrder() {
        QueryRequest request = QueryRequest.parse(List.of("@127.0.0.2", "orders.shop.", "srv"), null, false);
        assertThat(request.type()).isEqualTo(RecordType.SRV);
        assertThat(request.server()).hasToString("/127.0.0.2:53");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, , 127.0.0.1:53",
        "127.0.0.1:5353, , 127.0.0.1:5353",
        "127.0.0.1, 5353, 127.0.0.1:5353",
        "::1, , [0:0:0:0:0:0:0:1]:53",
        "::1, 1053, [0:0:0:0:0:0:0:1]:1053",
        "[::1], , [0:0:0:0:0:0:0:1]:53",
        "[::1]:1053, , [0:0:0:0:0:0:0:1]:1053"
    })
    void readsTheServer(String text, Integer port, String expected) {
        assertThat(QueryRequest.parse(List.of("a.", "@" + text), port, false).server())
                .hasToString("/" + expected);
    }

    @ParameterizedTest
    @CsvSource({
        "10.96.0.10, 10.0.96.10.in-addr.arpa.",
        "2001:db8::1, 1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa."
    })
    void turnsAnAddressIntoItsReverseName(String address, String name) {
        QueryRequest request = QueryRequest.parse(List.of(address), null, true);
        assertThat(request.name()).hasToString(name);
        assertThat(request.type()).isEqualTo(RecordType.PTR);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@127.0.0.1 | a name to ask for is missing",
                "a. b. | unknown mnemonic",
                "a. SRV TXT | both have been given",
                "a. @127.0.0.1 @127.0.0.2 | two servers",
                "a. @127.0.0.1:x | a port is a number",
                "a. @127.0.0.1:70000 | a port is 0..65535",
                "a. @[::1 | is not an address",
                "a..b | label"
            })
    void saysWhichWordIsWrong(String words, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QueryRequest.parse(List.of(words.trim().split(" ")), null, false))
                .withMessageContaining(message);
    }

    @Test
    void refusesAPortGivenTwiceAndAReverseNameWithAType() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QueryRequest.parse(List.of("a.", "@127.0.0.1:53"), 54, false))
                .withMessageContaining("both in @127.0.0.1:53 and after -p");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QueryRequest.parse(List.of("10.0.0.1", "A"), null, true))
                .withMessageContaining("leave the type out");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QueryRequest.parse(List.of("orders.shop"), null, true))
                .withMessageContaining("not an IP address");
    }
}
