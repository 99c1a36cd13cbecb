// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.log;

import static dev.cairn.dns.chain.Asking.ask;
import static dev.cairn.dns.chain.Asking.dispatcher;
import static dev.cairn.dns.chain.Asking.question;
import static dev.cairn.dns.chain.Asking.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.chain.Answering;
import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.FixedAnswer;
import dev.cairn.dns.chain.Plan;
import dev.cairn.dns.chain.Touch;
import dev.cairn.dns.chain.Transport;
import dev.cairn.dns.config.Problem;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.config.ServerBlock;
import dev.cairn.dns.handler.Blocks;
import dev.cairn.dns.handler.CapturedLog;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.Rdata;
import dev.cairn.dns.wire.ResourceRecord;
import dev.cairn.dns.wire.Section;
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
                        + "NOERROR qr,aa,rd 49 0(\\.\\d{1,9})?s");
    }

    @Test
    void addsTheOpcodeInTheCombinedFormat() {
        assertThat(linesAfter("log . {combined}", question("a.cluster.local.", Type.A)))
                .singleElement()
                .asString()
                .matches(".* 512\" NOERROR qr,aa,rd 49 0(\\.\\d{1,9})?s \"0\"");
    }

    @Test
    void fillsInAFormatOfItsOwn() {
        assertThat(linesAfter(
                        "log . \"{proto} asked {name} {type}: {/kubernetes/pod}\"",
                        question("a.cluster.local.", Type.TXT)))
                .containsExactly("udp asked a.cluster.local. TXT: -");
    }

    @Test
    void leavesBracesAloneThatAreNoPlaceholder() {
        assertThat(linesAfter(
                        "log . \"{ \\\"q\\\": \\\"{name}\\\", \\\"r\\\": {\\\"code\\\": \\\"{rcode}\\\"} }\"",
                        question("A.cluster.local.", Type.TXT)))
                .containsExactly("{ \"q\": \"a.cluster.local.\", \"r\": {\"code\": \"NOERROR\"} }");
    }

    @Test
    void theFirstLineThatNamesAQueryDecides() {
        Message query = question("a.cluster.local.", Type.A);
        assertThat(linesAfter("log a.cluster.local {\n class error\n}\nlog", query))
                .isEmpty();
        assertThat(linesAfter("log b.cluster.local {\n class error\n}\nlog", query))
                .hasSize(1);
    }

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @CsvSource({
        "0, true, false, false, NOERROR success",
        "0, false, false, false, NOERROR success",
        "0, false, true, false, NODATA denial",
        "0, true, true, false, NOERROR success",
        "0, false, false, true, DELEGATION success",
        "3, false, true, false, NXDOMAIN denial",
        "3, true, true, false, OTHERERROR error",
        "2, false, false, false, SERVERERROR error",
        "4, false, false, false, SERVERERROR error",
        "5, false, false, false, OTHERERROR error"
    })
    void tellsTypesAndClassesOfResponsesApart(int rcode, boolean answer, boolean soa, boolean ns, String expected) {
        DomainName zone = DomainName.parse("cluster.local.");
        Plan plan = Plan.builder(zone)
                .handlers(List.of(
                        handler(Blocks.block("log . \"{/log/type} {/log/class}\"")), new Answering(exchange -> {
                            exchange.response().setRcode(rcode);
                            write(exchange, Section.ANSWER, answer, new Rdata.Cname(zone));
                            write(exchange, Section.AUTHORITY, soa, new Rdata.Soa(zone, zone, 1, 2, 3, 4, 5));
                            write(exchange, Section.AUTHORITY, ns, new Rdata.Ns(zone));
                        })))
                .build();
        try (CapturedLog captured = new CapturedLog(LogHandler.class)) {
            ask(dispatcher(plan), question("a.cluster.local.", Type.A));
            assertThat(captured.lines()).containsExactly(expected);
        }
    }

    private static void write(Exchange exchange, Section in, boolean wanted, Rdata data) {
        if (wanted) {
            exchange.response().record(in, new ResourceRecord(DomainName.parse("cluster.local."), 5, data));
        }
    }

    @Test
    void saysWhatStreamsTake() {
        byte[] request = question("a.cluster.local.", Type.A).toWire();
        try (CapturedLog captured = new CapturedLog(LogHandler.class)) {
            Plan plan = plan("log . \"{proto} {>bufsize} {remote} {local}\"");
            reply(dispatcher(plan), Transport.TCP, request);
            assertThat(captured.lines()).containsExactly("tcp 65535 127.0.0.1 127.0.0.1");
        }
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
        Plan plan = plan(lines);
        try (CapturedLog captured = new CapturedLog(LogHandler.class)) {
            ask(dispatcher(plan), query);
            return captured.lines();
        }
    }

    private Plan plan(String lines) {
        LogHandler log = handler(Blocks.block(lines));
        assertThat(problems.toList()).isEmpty();
        return Plan.builder(DomainName.parse("cluster.local."))
                .handlers(List.of(log, new FixedAnswer("kubernetes", "cluster.local.")))
                .build();
    }

    private LogHandler handler(ServerBlock block) {
        return new LogHandler(block.directives().stream()
                .map(directive -> LogConfig.parse(directive, block, problems))
                .toList());
    }
}
