// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.cache;

import static dev.cairn.dns.handler.cache.CacheRig.records;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.chain.Answering;
import dev.cairn.dns.chain.Asking;
import dev.cairn.dns.chain.Transport;
import dev.cairn.dns.wire.DomainName;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** How what is kept is given again. */
class CachedResponseTest {

    @Test
    void answersWithTheIdAndTheLettersOfTheQuestion() {
        CacheRig rig = new CacheRig("cache .");
        rig.upstream().answer("www.example.org. A", "NOERROR | www.example.org. 20 IN A 1.2.3.4");
        rig.ask("www.example.org. A");
        Message question = Asking.question("wWw.EXAMPLE.org.", Type.A);
        Message reply = rig.ask(question);
        assertThat(rig.upstream().asked()).hasSize(1);
        assertThat(reply.getHeader().getID()).isEqualTo(question.getHeader().getID());
        assertThat(reply.getQuestion().getName()).hasToString("wWw.EXAMPLE.org.");
        assertThat(records(reply)).containsExactly("wWw.EXAMPLE.org. 20 A 1.2.3.4");
    }

    @Test
    void ownersThatAreWrittenOutTakeTheLettersOfTheQuestionToo() {
        byte[] name = DomainName.parse("www.example.org.").toWire();
        byte[] a = {0, 1, 0, 1};
        byte[] message = ByteBuffer.allocate(200)
                .put(new byte[] {0, 0, (byte) 0x81, (byte) 0x80, 0, 1, 0, 2, 0, 0, 0, 0})
                .put(name)
                .put(a)
                .put(name)
                .put(a)
                .putInt(60)
                .put(new byte[] {0, 4, 1, 0, 0, 1})
                .put(name)
                .put(a)
                .putInt(60)
                .put(new byte[] {0, 4, 1, 0, 0, 2})
                .array();
        CacheRig rig = new CacheRig(
                "cache .",
                LocalZones.NONE,
                false,
                new Answering(exchange -> exchange.response().replay(message, message.length, 0)));
        assertThat(rig.ask("www.example.org. A").getSection(Section.ANSWER)).hasSize(2);
        assertThat(records(rig.ask("WWW.eXample.ORG. A")))
                .containsExactly("WWW.eXample.ORG. 60 A 1.0.0.1", "WWW.eXample.ORG. 60 A 1.0.0.2");
        assertThat(rig.cache().successCount()).isOne();
    }

    @Test
    void givesAsManyWholeRecordsAsTheClientTakesAndSaysSo() {
        StringBuilder answer = new StringBuilder("NOERROR |");
        for (int i = 0; i < 100; i++) {
            answer.append("big.test. 20 IN A 10.0.0.").append(i).append(';');
        }
        CacheRig rig = new CacheRig("cache .");
        rig.upstream().answer("big.test. A", answer.toString());
        Message question = Asking.question("big.test.", Type.A);
        assertThat(rig.ask(question).getHeader().getFlag(Flags.TC)).isTrue();
        assertThat(rig.cache().successCount())
                .as("what is truncated is not kept")
                .isZero();
        Message whole = rig.ask(question, Transport.TCP).orElseThrow();
        assertThat(whole.getSection(Section.ANSWER)).hasSize(100);
        assertThat(rig.upstream().asked()).hasSize(2);

        Message small = rig.ask(question);
        assertThat(small.getHeader().getFlag(Flags.TC)).isTrue();
        assertThat(small.numBytes()).isLessThanOrEqualTo(512);
        assertThat(small.getSection(Section.ANSWER))
                .hasSizeBetween(25, 30)
                .isSubsetOf(whole.getSection(Section.ANSWER));
        Message edns = question.clone();
        edns.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);
        Message larger = rig.ask(edns);
        assertThat(larger.getHeader().getFlag(Flags.TC)).isTrue();
        assertThat(larger.getSection(Section.ANSWER)).hasSizeBetween(65, 75);
        assertThat(larger.getOPT()).isNotNull();
        assertThat(rig.ask(question, Transport.TCP).orElseThrow().getSection(Section.ANSWER))
                .hasSize(100);
        assertThat(rig.upstream().asked()).hasSize(2);
    }

    @Test
    void drawsTheOrderOfAddressesWhereThePlanSaysSo() {
        String answer =
                "NOERROR | a.test. 20 IN CNAME b.test.; b.test. 20 IN A 1.0.0.1; b.test. 20 IN A 1.0.0.2; b.test. 20 IN A 1.0.0.3";
        CacheRig fixed = new CacheRig("cache .", LocalZones.NONE, false);
        CacheRig drawn = new CacheRig("cache .", LocalZones.NONE, true);
        fixed.upstream().answer("a.test. A", answer);
        drawn.upstream().answer("a.test. A", answer);
        List<String> first = records(fixed.ask("a.test. A"));
        drawn.ask("a.test. A");
        assertThat(orders(fixed)).containsExactly(first);
        assertThat(orders(drawn)).hasSize(6).allSatisfy(order -> {
            assertThat(order).startsWith("a.test. 20 CNAME b.test.").containsExactlyInAnyOrderElementsOf(first);
        });
    }

    private static Set<List<String>> orders(CacheRig rig) {
        Set<List<String>> orders = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            orders.add(records(rig.ask("a.test. A")));
        }
        return orders;
    }
}
