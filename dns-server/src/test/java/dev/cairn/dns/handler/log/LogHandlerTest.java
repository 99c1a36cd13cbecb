// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.log;

import static dev.cairn.dns.chain.Asking.ask;
import static dev.cairn.dns.chain.Asking.dispatcher;
import static dev.cairn.dns.chain.Asking.question;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.chain.FixedAnswer;
import dev.cairn.dns.chain.Plan;
import dev.cairn.dns.chain.Touch;
import dev.cairn.dns.config.Problem;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.config.ServerBlock;
import dev.cairn.dns.handler.Blocks;
import dev.cairn.dns.handler.CapturedLog;
import dev.cairn.dns.wire.DomainName;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Message;
import org.xbill.DNS.Type;

class LogHandlerTest {
    private final Problems problems = new Problems();

    @Test
    void writesTheCommonFormatByDefault() {
        Message query = question("a.cluster.local.", Type.A);
        query.getHeader().setID(4711);
        assertThat(linesAfter("log", query))
                .singleElement()
                .asString()
                .matches("127\\.0\\.0\\.1:40000 - 4711 \"A IN a\\.cluster\\.local\\. udp 33 false 512\" "
                        + "NOERROR qr,aa,rd 49 0\\.\\d{9}s");
    }

    @Test
    void addsTheOpcodeInTheCombinedFormat() {
        assertThat(linesAfter("log . {combined}", question("a.cluster.local.", Type.A)))
                .singleElement()
                .asString()
                .contains(" 512\" 0 NOERROR ");
    }

    @Test
    void fillsInAFormatOfItsOwn() {
        assertThat(linesAfter(
                        "log . \"{proto} asked {name} {type}: {/kubernetes/pod}\"",
                        question("a.cluster.local.", Type.TXT)))
                .containsExactly("udp asked a.cluster.local. TXT: -");
    }

    @Test
    void logsOnlyTheNamesGiven() {
        assertThat(linesAfter("log b.cluster.local", question("a.cluster.local.", Type.A)))
                .isEmpty();
        assertThat(linesAfter("log b.cluster.local", question("x.B.cluster.local.", Type.A)))
                .hasSize(1);
    }

    @Test
    void logsOnlyTheClassesGivenOrWhatIsSlow() {
        Message query = question("a.cluster.local.", Type.A);
        assertThat(linesAfter("log {\n class denial error\n}", query)).isEmpty();
        assertThat(linesAfter("log {\n class success\n}", query)).hasSize(1);
        assertThat(linesAfter("log {\n class denial\n class success\n}", query)).hasSize(1);
        assertThat(linesAfter("log {\n class denial\n minDuration 0\n}", query)).hasSize(1);
        assertThat(linesAfter("log {\n class denial\n minDuration 1h\n}", query))
                .isEmpty();
    }

    @Test
    void logsAQueryOnceEvenIfTwoLinesWantIt() {
        assertThat(linesAfter("log\nlog", question("a.cluster.local.", Type.A))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "log, cluster.local., CHAIN",
        "log cluster.local, example.org., NONE",
        "log a.cluster.local, cluster.local., CHAIN",
        "log ., example.org., CHAIN"
    })
    void leavesZonesAloneThatNoLineConcerns(String line, String zone, Touch touch) {
        assertThat(handler(Blocks.block(line)).touch(DomainName.parse(zone))).isEqualTo(touch);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "log {~ clas denial~} | class",
                "log {~ class denail~} | denial",
                "log . {>idd} | {>id}",
                "log {~ minDuration soon~} | not a duration"
            })
    void saysWhatIsWrongAndWhatMayBeMeant(String lines, String hint) {
        handler(Blocks.block(lines.replace('~', '\n')));
        assertThat(problems.toList())
                .singleElement()
                .extracting(Problem::toString)
                .asString()
                .contains("Corefile:", hint);
    }

    private List<String> linesAfter(String lines, Message query) {
        LogHandler log = handler(Blocks.block(lines));
        assertThat(problems.toList()).isEmpty();
        Plan plan = Plan.builder(DomainName.parse("cluster.local."))
                .handlers(List.of(log, new FixedAnswer("kubernetes", "cluster.local.")))
                .build();
        try (CapturedLog captured = new CapturedLog(LogHandler.class)) {
            ask(dispatcher(plan), query);
            return captured.lines();
        }
    }

    private LogHandler handler(ServerBlock block) {
        return new LogHandler(block.directives().stream()
                .map(directive -> LogConfig.parse(directive, block, problems))
                .toList());
    }
}
