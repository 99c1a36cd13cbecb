// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.bufsize;

import static dev.cairn.dns.chain.Asking.ask;
import static dev.cairn.dns.chain.Asking.dispatcher;
import static dev.cairn.dns.chain.Asking.question;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.chain.Answering;
import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.Plan;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.handler.Blocks;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.Section;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Type;

class BufsizeHandlerTest {
    private final Problems problems = new Problems();

    @ParameterizedTest(name = "{0}, client takes {1}: at most {2}")
    @CsvSource({
        "bufsize 512, 4096, 512",
        "bufsize, 4096, 1232",
        "bufsize 1400, 4096, 1400",
        "bufsize 4096, 4096, 4096",
        "bufsize 4096, 700, 700",
        "bufsize 4096, 0, 512"
    })
    void limitsDatagrams(String line, int clientTakes, int limitBytes) {
        Message reply = ask(dispatcher(plan(line)), asking(clientTakes));

        assertThat(reply.numBytes()).isBetween(limitBytes - 27, limitBytes);
        assertThat(reply.getHeader().getFlag(Flags.TC)).isTrue();
    }

    @Test
    void staysOnTheFastPath() {
        assertThat(plan("bufsize 512").isFast()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bufsize 511", "bufsize 4097", "bufsize big", "bufsize 512 512", "bufsize {\n size 512\n}"})
    void refusesOtherSizes(String line) {
        BufsizeConfig.parse(Blocks.first(Blocks.block(line)), problems);

        assertThat(problems.toList()).singleElement().asString().contains("Corefile:", "bufsize");
    }

    private Plan plan(String line) {
        BufsizeConfig config = BufsizeConfig.parse(Blocks.first(Blocks.block(line)), problems);
        assertThat(problems.toList()).isEmpty();
        return Plan.builder(DomainName.parse("example.org."))
                .handlers(List.of(new BufsizeHandler(config), new Answering(BufsizeHandlerTest::answerMuch)))
                .build();
    }

    private static Message asking(int clientTakes) {
        Message query = question("example.org.", Type.A);
        if (clientTakes > 0) {
            query.addRecord(new OPTRecord(clientTakes, 0, 0), org.xbill.DNS.Section.ADDITIONAL);
        }
        return query;
    }

    private static void answerMuch(Exchange exchange) {
        byte[] address = {10, 0, 0, 1};
        int owner = exchange.question().nameOffset();
        while (exchange.response().address(Section.ANSWER, owner, 5, address, 0, 4)) {
            address[3]++;
        }
    }
}
