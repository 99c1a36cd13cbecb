// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.rewrite;

import static dev.cairn.dns.handler.rewrite.Records.a;
import static dev.cairn.dns.handler.rewrite.Records.cname;
import static dev.cairn.dns.handler.rewrite.Records.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.Header;
import dev.cairn.dns.wire.Message;
import dev.cairn.dns.wire.Rcode;
import dev.cairn.dns.wire.Rdata;
import dev.cairn.dns.wire.RecordType;
import dev.cairn.dns.wire.ResourceRecord;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The field {@code name}: which names match, what becomes of them, and what the client sees of it. */
class NameRuleTest {
    private final Zone zone = new Zone();

    @ParameterizedTest
    @CsvSource({
        "name a.org b.org,                                        A.org.,                b.org.",
        "name a.org b.org,                                        x.a.org.,              x.a.org.",
        "name exact a.org. b.org.,                                a.org.,                b.org.",
        "name prefix foo bar,                                     foo.a.org.,            bar.a.org.",
        "name prefix foo bar,                                     food.a.org.,           food.a.org.",
        "name suffix .a.org .b.org,                               x.y.a.org.,            x.y.b.org.",
        "name suffix .a.org .b.org,                               xa.org.,               xa.org.",
        "name suffix a.org b.org,                                 xa.org.,               xb.org.",
        "name substring a.org b.test,                             x.a.org.,              x.b.test.",
        "name substring mid. centre.,                             x.mid.y.mid.org.,      x.centre.y.centre.org.",
        "name regex (.*)-(us-west-1)\\.a\\.org {1}.svc.{2}.b,     ftp-us-west-1.a.org.,  ftp.svc.us-west-1.b.",
        "name regex ^x\\.(a|b)\\.org\\.$ {1}{1}.{0},              x.b.org.,              bb.x.b.org.",
        "name regex ^x\\.(.*)$ y.{1},                                x.b.org.,              y.b.org.",
        "name regex (?i)^(Q+)\\.org {1}.test,                     QQ.org.,               qq.test.",
        "stop name a.org b.org,                                   a.org.,                b.org.",
        "STOP NAME EXACT a.org B.ORG,                             a.org.,                b.org.",
    })
    void asksForAnotherName(String words, String asked, String seen) {
        new Rewritten(zone, "rewrite " + words).ask(asked);

        assertThat(NameText.of(zone.request().questions().get(0).name())).isEqualTo(seen);
    }

    @Test
    void givesTheClientItsOwnQuestionWithItsLetterCase() {
        zone.with(a("b.org."));

        Message reply = new Rewritten(zone, "rewrite name a.org b.org").ask("A.oRG.");

        assertThat(reply.questions().get(0).name()).hasToString("A.oRG.");
        assertThat(reply.answers()).singleElement().hasToString("A.oRG. 30 IN A 10.0.0.1");
        assertThat(reply.has(Header.FLAG_AA)).isTrue();
    }

    @Test
    void appliesFurtherLinesAfterContinueAndNoneAfterStop() {
        String first = "rewrite continue name suffix .a .b\n";
        String second = "rewrite name suffix .b .c\nrewrite name suffix .c .d";
        zone.with(a("x.c."));

        Message reply = new Rewritten(zone, first + second + " answer auto").ask("x.a.");

        assertThat(zone.request().questions().get(0).name()).hasToString("x.c.");
        assertThat(reply.rcode()).isEqualTo(Rcode.NOERROR);
    }

    @Test
    void rewritesAnswersInReverseOrderOfTheLines() {
        zone.with(a("x.c."));

        Message reply = new Rewritten(
                        zone, "rewrite continue name suffix .a .b answer auto\nrewrite name suffix .b .c answer auto")
                .ask("x.a.");

        assertThat(reply.answers()).singleElement().hasToString("x.a. 30 IN A 10.0.0.1");
    }

    @Test
    void leavesOwnersAloneWithoutAnswerButForExact() {
        zone.with(a("x.b."));

        Message reply = new Rewritten(zone, "rewrite name suffix .a .b").ask("x.a.");

        assertThat(reply.questions().get(0).name()).hasToString("x.a.");
        assertThat(reply.answers()).singleElement().hasToString("x.b. 30 IN A 10.0.0.1");
    }

    @ParameterizedTest
    @CsvSource({
        "suffix .a .b,                 x.a., x.b.",
        "prefix x y,                   x.a., y.a.",
        "substring x.a y.b,            x.a., y.b.",
        "'regex ^x\\.(.*) y.{1}',      x.a., y.a.",
    })
    void showsTheAskedNameForTheOtherOneWithAnswerAuto(String match, String asked, String seen) {
        zone.with(cname(seen, "alias." + seen)).with(seen, a("alias." + seen));

        Message reply = new Rewritten(zone, "rewrite name " + match + " answer auto").ask(asked);

        assertThat(reply.answers())
                .extracting(ResourceRecord::toString)
                .containsExactly(asked + " 30 IN CNAME alias." + asked, "alias." + asked + " 30 IN A 10.0.0.1");
    }

    @Test
    void rewritesOwnersByAnExpressionOfItsOwn() {
        zone.with(a("ftp.svc.west.b."));

        Message reply = new Rewritten(zone, """
                rewrite stop {
                    name regex (.*)-(west)\\.a {1}.svc.{2}.b
                    answer name (.*)\\.svc\\.(west)\\.b {1}-{2}.a
                }
                """).ask("ftp-west.a.");

        assertThat(reply.answers()).singleElement().hasToString("ftp-west.a. 30 IN A 10.0.0.1");
    }

    @ParameterizedTest
    @CsvSource({
        "CNAME, h.in.b.",
        "PTR,   h.in.b.",
        "NS,    h.in.b.",
        "DNAME, h.in.b.",
        "MX,    '10 h.in.b.'",
        "SRV,   '1 2 3 h.in.b.'",
        "SOA,   'h.in.b. mail.in.b. 1 2 3 4 5'",
    })
    void rewritesTheNamesInRecordsByAnExpression(String type, String data) {
        zone.with("x.b.", record("x.b.", data(type)));
        String lines = "rewrite name suffix .a .b answer auto value (.*)\\.in\\.b {1}.out.a";

        Message reply = new Rewritten(zone, lines).ask("x.a.", RecordType.parse(type));

        assertThat(reply.answers())
                .singleElement()
                .satisfies(
                        record -> assertThat(record.data().toString()).isEqualTo(data.replace("h.in.b.", "h.out.a.")));
    }

    private static Rdata data(String type) {
        DomainName host = DomainName.parse("h.in.b.");
        return switch (type) {
            case "CNAME" -> new Rdata.Cname(host);
            case "PTR" -> new Rdata.Ptr(host);
            case "NS" -> new Rdata.Ns(host);
            case "DNAME" -> new Rdata.Dname(host);
            case "MX" -> new Rdata.Mx(10, host);
            case "SRV" -> new Rdata.Srv(1, 2, 3, host);
            default -> new Rdata.Soa(host, DomainName.parse("mail.in.b."), 1, 2, 3, 4, 5);
        };
    }

    @Test
    void keepsARecordWhoseRewrittenNameIsNone() {
        zone.with(cname("x.b.", "h.in.b."));

        Message reply = new Rewritten(zone, "rewrite name suffix .a .b answer value (.*)\\.in\\.b {1}..a").ask("x.a.");

        assertThat(reply.answers()).singleElement().hasToString("x.b. 30 IN CNAME h.in.b.");
    }

    @Test
    void failsWhereTheNewNameIsNone() {
        String longLabel = String.join("", Collections.nCopies(40, "x"));

        Message reply = new Rewritten(zone, "rewrite name regex ^(.*)\\.a {1}{1}.b").ask(longLabel + ".a.");

        assertThat(reply.rcode()).isEqualTo(Rcode.SERVFAIL);
        assertThat(reply.questions().get(0).name()).hasToString(longLabel + ".a.");
        assertThat(zone.requests()).isEmpty();
    }

    @Test
    void saysThatRecordsAreMissingWhereLongerNamesDoNotFit() {
        for (int i = 0; i < 12; i++) {
            zone.with("x.b.", record("x.b.", new Rdata.Ptr(DomainName.parse("p" + i + ".in.b."))));
        }
        String longName = String.join(".", Collections.nCopies(3, "l".repeat(40))) + ".{1}";

        Message reply = new Rewritten(zone, "rewrite name exact x.a x.b answer value (p\\d+)\\.in\\.b {1}." + longName)
                .ask("x.a.", RecordType.PTR);

        assertThat(reply.has(Header.FLAG_TC)).isTrue();
        assertThat(reply.answers()).hasSizeBetween(1, 11);
    }

    @Test
    void rewritesRecordsOfAllSections() {
        zone.with(a("x.b.")).withAdditional(a("more.b."));

        Message reply = new Rewritten(zone, "rewrite name suffix .a .b answer auto").ask("x.a.");

        assertThat(reply.additionals()).singleElement().hasToString("more.a. 30 IN A 10.0.0.1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name a.org                                 | rewrite name takes a name and what becomes of it",
                "name exakt a.org b.org                     | unknown form of rewrite \"exakt\": did you mean \"exact\"?",
                "name regex ( b.org                         | is no regular expression of RE2",
                "name regex (a) {2}.org                     | uses {2}, but \"(a)\" has 1 groups",
                "name suffix a b anser auto                 | unknown option of rewrite name \"anser\"",
                "name suffix a b answer                     | after answer comes one of [auto, name, value]",
                "name suffix a b answer nam x y             | unknown kind of answer of rewrite name \"nam\"",
                "name suffix a b answer value x             | after answer comes one of value FROM TO",
                "name suffix a b answer auto answer name x y| exclude each other",
                "answer name a b                            | is an option of the field name",
                "continue                                   | rewrite needs a field",
                "nam a b                                    | unknown field of rewrite \"nam\": did you mean \"name\"?",
            })
    void tellsWhatIsWrong(String words, String problem) {
        assertThat(Rewritten.problem("rewrite " + words)).contains(problem);
    }

    @Test
    void refusesExpressionsThatAreTooLong() {
        String expression = String.join("", Collections.nCopies(10_001, "a"));

        assertThat(List.of(
                        Rewritten.problem("rewrite name regex " + expression + " b"),
                        Rewritten.problem("rewrite ttl regex " + expression + " 5")))
                .allMatch(problem -> problem.contains("at most 10000 characters"));
    }
}
