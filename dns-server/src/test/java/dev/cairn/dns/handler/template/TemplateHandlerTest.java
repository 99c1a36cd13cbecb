// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.chain.Asking;
import dev.cairn.dns.chain.Dispatcher;
import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.FixedAnswer;
import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.chain.Plan;
import dev.cairn.dns.chain.Touch;
import dev.cairn.dns.chain.Transport;
import dev.cairn.dns.config.Directive;
import dev.cairn.dns.config.Problem;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.config.ServerBlock;
import dev.cairn.dns.handler.Blocks;
import dev.cairn.dns.metrics.ServerMetrics;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.Edns;
import dev.cairn.dns.wire.EdnsOption;
import dev.cairn.dns.wire.Header;
import dev.cairn.dns.wire.Message;
import dev.cairn.dns.wire.Rcode;
import dev.cairn.dns.wire.RecordType;
import dev.cairn.dns.wire.ResourceRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers of {@code template} lines before a handler that answers {@code 10.0.0.1} for all of example.org. */
class TemplateHandlerTest {
    private final ServerMetrics metrics = new ServerMetrics("1", "");

    private TemplateHandler handler(String lines) {
        Problems problems = new Problems();
        ServerBlock block = Blocks.block(lines);
        List<TemplateConfig> configs = new ArrayList<>();
        for (Directive line : block.directives()) {
            TemplateConfig.parse(line, block, problems).ifPresent(configs::add);
        }
        problems.throwIfAny();
        return new TemplateHandler(configs, metrics.meters());
    }

    private static List<String> problems(String lines) {
        Problems problems = new Problems();
        ServerBlock block = Blocks.block(lines);
        TemplateConfig.parse(Blocks.first(block), block, problems);
        return problems.toList().stream().map(Problem::message).toList();
    }

    private Message ask(String lines, String name, int type) {
        return ask(lines, Message.query(DomainName.parse(name), type).build());
    }

    private Message ask(String lines, Message query) {
        TemplateHandler handler = handler(lines);
        Dispatcher dispatcher = Asking.dispatcher(
                plan("example.org.", List.of(handler, new FixedAnswer("next", "example.org."))),
                plan("test.", List.of(handler)));
        Exchange exchange = dispatcher.newExchange(Transport.UDP);
        byte[] request = query.toWire();
        List<byte[]> late = new ArrayList<>();
        int length = dispatcher.serve(
                exchange,
                request,
                request.length,
                Asking.CLIENT,
                Asking.SERVER,
                (client, message, octets) -> late.add(Arrays.copyOf(message, octets)));
        byte[] reply = late.isEmpty() ? Arrays.copyOf(exchange.response().bytes(), length) : late.get(0);
        return Message.parse(reply, reply.length);
    }

    private static Plan plan(String zone, List<Handler> handlers) {
        return Plan.builder(DomainName.parse(zone))
                .names("dns://:53", zone)
                .handlers(handlers)
                .build();
    }

    private String scraped() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        metrics.write(out, null);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String template(String head, String... options) {
        return "template " + head + " {\n" + String.join("\n", options) + "\n}\n";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{{ .Name }}                            | ip-1.x.example.org.",
                "{{.Name}}                              | ip-1.x.example.org.",
                "{{ .Zone }}                            | example.org.",
                "{{ .Type }}.                           | txt.",
                "{{ .Class }}.                          | in.",
                "{{ .Remote }}.                         | 127.0.0.1.",
                "{{ .Question.Name }}                   | ip-1.x.example.org.",
                "{{ .Group.n }}.{{ .Group.host }}.      | 1.x.",
                "{{ index .Match 0 }}                   | ip-1.x.example.org.",
                "{{ index .Match 2 }}.                  | x.",
                "{{ index .Group \\\"host\\\" }}.       | x.",
                "{{ index .Group `1` }}.                | 1.",
                "{{ parseInt .Group.n 16 8 }}.          | 1.",
                "{{ parseInt (index .Match 1) 10 8 }}.  | 1.",
                "a {{- \\\"b\\\" -}} .c.                | ab.c.",
                "a{{/* nothing */}}b.                   | ab.",
            })
    void putsTheQuestionsPartsInTheRecord(String text, String owner) {
        Message reply = ask(
                template(
                        "IN ANY example.org",
                        "match \"^ip-(?P<n>[0-9]+)[.](?P<host>\\w+)[.]example[.]org[.]$\"",
                        "answer \"" + text + " 60 IN TXT t\""),
                "iP-1.x.Example.org.",
                RecordType.TXT);

        assertThat(reply.rcode()).isEqualTo(Rcode.NOERROR);
        assertThat(reply.answers())
                .singleElement()
                .satisfies(record -> assertThat(record.owner().toString()).isEqualToIgnoringCase(owner));
        assertThat(reply.has(Header.FLAG_AA)).isTrue();
    }

    @Test
    void keepsTheLettersOfTheQuestionWhereTheyAreAskedFor() {
        Message reply =
                ask(template("IN TXT", "answer \"x. 5 TXT {{ .Question.Name }}\""), "A.Example.Org.", RecordType.TXT);

        assertThat(reply.answers()).singleElement().hasToString("x. 5 IN TXT \"A.Example.Org.\"");
    }

    @Test
    void writesRecordsOfAllSectionsAndMoreThanOneOfEach() {
        Message reply = ask(
                template(
                        "IN A",
                        "answer \"{{ .Name }} 60 IN A 10.0.0.7\" \"{{ .Name }} 60 IN A 10.0.0.8\"",
                        "authority \"example.org. 60 IN NS ns0.example.org.\"",
                        "authority \"example.org. 60 IN NS ns1.example.org.\"",
                        "additional \"ns0.example.org. 60 IN A 203.0.113.8\""),
                "a.example.org.",
                RecordType.A);

        assertThat(reply.answers())
                .extracting(ResourceRecord::toString)
                .containsExactly("a.example.org. 60 IN A 10.0.0.7", "a.example.org. 60 IN A 10.0.0.8");
        assertThat(reply.authorities()).hasSize(2);
        assertThat(reply.additionals()).singleElement().hasToString("ns0.example.org. 60 IN A 203.0.113.8");
    }

    @ParameterizedTest
    @CsvSource({
        "ANY ANY, a.example.org., AAAA, true",
        "IN AAAA, a.example.org., AAAA, true",
        "IN AAAA, a.example.org., A, false",
        "IN AAAA, a.example.org., ANY, true",
        "IN ANY x.example.org, x.example.org., A, true",
        "IN ANY x.example.org, y.x.example.org., A, true",
        "IN ANY x.example.org, a.example.org., A, false",
        "IN ANY x.example.org y.example.org, y.example.org., A, true",
    })
    void isForSomeTypesAndZones(String head, String name, String type, boolean answers) {
        Message reply = ask(template(head, "rcode NXDOMAIN"), name, RecordType.parse(type));

        assertThat(reply.rcode()).isEqualTo(answers ? Rcode.NXDOMAIN : Rcode.NOERROR);
    }

    @Test
    void takesTheFirstExpressionThatMatches() {
        String lines = template(
                "IN TXT",
                "match \"^(?P<a>a)[.]\" \"^(?P<a>b)[.]\"",
                "match \"^(?P<a>.)\"",
                "answer \"{{ .Group.a }}. TXT t\"");

        assertThat(ask(lines, "b.example.org.", RecordType.TXT).answers())
                .singleElement()
                .hasToString("b. 3600 IN TXT \"t\"");
    }

    @Test
    void failsWhereNoExpressionMatchesUnlessItFallsThrough() {
        String[] options = {"match ^x", "rcode NXDOMAIN"};
        String first = template("IN A", options);
        assertThat(ask(first, "a.example.org.", RecordType.A).rcode()).isEqualTo(Rcode.SERVFAIL);

        String passing = template("IN A", "match ^x", "rcode NXDOMAIN", "fallthrough");
        assertThat(ask(passing, "a.example.org.", RecordType.A).answers()).hasSize(1);
        assertThat(ask(passing + template("IN A", "rcode REFUSED"), "a.example.org.", RecordType.A)
                        .rcode())
                .isEqualTo(Rcode.REFUSED);

        String some = template("IN A", "match ^x", "rcode NXDOMAIN", "fallthrough b.example.org");
        assertThat(ask(some, "a.example.org.", RecordType.A).rcode()).isEqualTo(Rcode.SERVFAIL);
        assertThat(ask(some, "a.b.example.org.", RecordType.A).answers()).hasSize(1);
    }

    @Test
    void addsAnExtendedError() {
        Message query = Message.query(DomainName.parse("a.example.org."), RecordType.A)
                .edns(Edns.of(1232))
                .build();

        Message reply = ask(template("ANY ANY", "rcode NXDOMAIN", "ederror 21 \"not here\""), query);

        assertThat(reply.edns().orElseThrow().options()).containsExactly(EdnsOption.extendedError(21, "not here"));
        assertThat(ask(template("ANY ANY", "ederror 15"), query)
                        .edns()
                        .orElseThrow()
                        .options())
                .containsExactly(EdnsOption.extendedError(15, ""));
    }

    @Test
    void goesOnWithWhatACnameLeadsTo() {
        String lines = template("IN ANY alias.test", "answer \"alias.test 60 IN CNAME a.example.org\"", "upstream");

        assertThat(ask(lines, "alias.test.", RecordType.A).answers())
                .extracting(ResourceRecord::toString)
                .containsExactly("alias.test. 60 IN CNAME a.example.org.", "a.example.org. 5 IN A 10.0.0.1");
        assertThat(ask(lines, "alias.test.", RecordType.TXT).answers()).hasSize(1);
    }

    @Test
    void leavesACnameAloneThatLeadsNowhere() {
        String lines = template("IN A alias.test", "answer \"alias.test 60 IN CNAME elsewhere.test\"");

        Message reply = ask(lines, "alias.test.", RecordType.A);

        assertThat(reply.rcode()).isEqualTo(Rcode.NOERROR);
        assertThat(reply.answers()).hasSize(1);
    }

    @Test
    void aGroupThatTheExpressionDoesNotHaveIsAFailureOfTheText() throws IOException {
        Message reply = ask(
                template("IN A", "match ^a[.]", "answer \"{{ .Name }} A {{ index   .Match 7 }}\""),
                "a.example.org.",
                RecordType.A);

        assertThat(reply.rcode()).isEqualTo(Rcode.SERVFAIL);
        assertThat(scraped())
                .contains("coredns_template_template_failures_total{")
                .contains("template=\"{{.Name}} A {{index .Match 7}}\"");
    }

    @Test
    void countsMatchesAndFailures() throws IOException {
        String match = "match \"^(?P<n>\\w+)[.]\"";
        ask(template("IN A", match, "answer \"{{ .Name }} A {{ .Group.n }}\""), "a.example.org.", RecordType.A);
        Message reply = ask(
                template("IN A", match, "answer \"{{ .Name }} A 10.0.0.{{ parseInt .Group.n 10 8 }}\""),
                "256.example.org.",
                RecordType.A);

        assertThat(reply.rcode()).isEqualTo(Rcode.SERVFAIL);
        String labels = "{class=\"IN\",section=\"answer\",server=\"dns://:53\",template=\"{{.Name}} A ";
        assertThat(scraped())
                .contains("coredns_template_matches_total{class=\"IN\",server=\"dns://:53\",type=\"A\",view=\"\","
                        + "zone=\"example.org.\"} 2.0")
                .contains("coredns_template_rr_failures_total" + labels + "{{.Group.n}}\"")
                .contains("coredns_template_template_failures_total" + labels + "10.0.0.{{parseInt .Group.n 10 8}}\"");
    }

    @ParameterizedTest
    @CsvSource({
        "IN A x.example.org, x.example.org., CHAIN",
        "IN A x.example.org, example.org., CHAIN",
        "IN A x.example.org, y.x.example.org., CHAIN",
        "IN A x.example.org, cluster.local., NONE",
        "IN A, cluster.local., CHAIN",
        "IN A, test., NONE",
    })
    void touchesTheZonesThatItIsFor(String head, String zone, Touch touch) {
        assertThat(handler(template(head, "rcode NXDOMAIN")).touch(DomainName.parse(zone)))
                .isEqualTo(touch);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "IN              | rcode NXDOMAIN               | template takes 2 arguments or more, not 1",
                "CH A            | rcode NXDOMAIN               | unknown class of template \"CH\"",
                "IN NIX          | rcode NXDOMAIN               | unknown mnemonic \"NIX\"",
                "IN A a..b       | rcode NXDOMAIN               | is not a zone",
                "IN A            | rcode NXDOMIAN               | did you mean \"NXDOMAIN\"?",
                "IN A            | rcode                        | rcode takes one argument",
                "IN A            | match (                      | is no regular expression of RE2",
                "IN A            | match                        | match takes one argument or more",
                "IN A            | answer \"x. A 1.2.3\"        | \"1.2.3\" is no IPv4 address",
                "IN A            | answer {{ .Name }}           | a template with blanks needs quotes around it",
                "IN A            | answer \"{{ .Nam }} A 1\"    | {{ .Nam }} is not offered; offered are .Name",
                "IN A            | answer \"{{ .Meta 1 }}\"     | needs the directive metadata, which is not offered",
                "IN A            | answer \"{{ range .Match }}\" | {{ range .Match }} is not offered",
                "IN A            | answer \"{{ .Name len }}\"   | \"len\" is not offered here",
                "IN A            | answer \"{{ .Group.x }}. A\" | uses the group x, which no match has",
                "IN A            | answer \"{{ index .Match x }}\" | \"x\" is no number of 0 to 99",
                "IN A            | answer \"{{ parseInt .Name }}\" | ends too early",
                "IN A            | ederror x                    | \"x\" is no number of 0 to 65535",
                "IN A            | fallthrough a..b             | is not a zone",
                "IN A            | aswer \"x\"                  | unknown option of template \"aswer\": did you mean \"answer\"?",
            })
    void tellsWhatIsWrong(String head, String option, String problem) {
        assertThat(problems(template(head, option))).anyMatch(found -> found.contains(problem));
    }
}
