// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.any;

import static dev.cairn.dns.chain.Asking.ask;
import static dev.cairn.dns.chain.Asking.dispatcher;
import static dev.cairn.dns.chain.Asking.question;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.chain.Dispatcher;
import dev.cairn.dns.chain.FixedAnswer;
import dev.cairn.dns.chain.Plan;
import dev.cairn.dns.wire.DomainName;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class AnyHandlerTest {
    private static final Plan PLAN = Plan.builder(DomainName.parse("example.org."))
            .handlers(List.of(new AnyHandler(), new FixedAnswer("hosts", "example.org.")))
            .build();

    private final Dispatcher dispatcher = dispatcher(PLAN);

    @Test
    void answersAnyTypeWithOneRecordThatSaysWhy() {
        Message reply = ask(dispatcher, question("A.example.org.", Type.ANY));

        assertThat(reply.getSection(Section.ANSWER))
                .extracting(Record::toString)
                .containsExactly("A.example.org.\t\t8482\tIN\tHINFO\t\"RFC8482\" \"\"");
    }

    @Test
    void leavesOtherTypesAlone() {
        Message reply = ask(dispatcher, question("a.example.org.", Type.A));

        assertThat(reply.getSection(Section.ANSWER)).extracting(Record::getType).containsExactly(Type.A);
    }

    @Test
    void keepsTheZoneOnTheFastPath() {
        assertThat(PLAN.isFast()).isTrue();
    }
}
