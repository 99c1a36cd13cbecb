// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.chain.Asking;
import dev.cairn.dns.chain.Dispatcher;
import dev.cairn.dns.chain.Plan;
import dev.cairn.dns.transport.StreamLoops;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.Rcode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;

class WarmUpIT {

    @Test
    void asksForAsLongAsItMayAndNotLonger() throws Exception {
        try (StreamLoops loops = new StreamLoops()) {
            long startNanos = System.nanoTime();
            int answers = new WarmUp().run(Duration.ofMillis(200), loops);

            assertThat(answers).isPositive();
            assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(Duration.ofSeconds(30));
        }
    }

    /** A sample that is refused or not synced would warm up the wrong code. */
    @Test
    void theSampleHasARealAnswerToEachQuestion() {
        Dispatcher dispatcher = Asking.dispatcher(Plan.builder(DomainName.ROOT)
                .handlers(List.of(SampleCluster.handler()))
                .build());
        List<Message> replies = SampleCluster.questions().stream()
                .map(question ->
                        Asking.ask(dispatcher, Asking.question(question.name().toString(), question.type())))
                .toList();

        assertThat(replies).extracting(Message::getRcode).containsExactly(0, 0, 0, 0, 0, Rcode.NXDOMAIN, 0);
        assertThat(replies)
                .extracting(reply -> reply.getSection(Section.ANSWER).size())
                .containsExactly(1, 0, 1, 3, 3, 0, 1);
    }
}
