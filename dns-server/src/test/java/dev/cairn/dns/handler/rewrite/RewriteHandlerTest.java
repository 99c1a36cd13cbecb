// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.rewrite;

import static dev.cairn.dns.handler.rewrite.Records.a;
import static dev.cairn.dns.handler.rewrite.Records.cname;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.chain.Touch;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.Message;
import dev.cairn.dns.wire.Rcode;
import dev.cairn.dns.wire.RecordClass;
import dev.cairn.dns.wire.RecordType;
import dev.cairn.dns.wire.ResourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which zones the lines touch, and the fields {@code type}, {@code class}, {@code ttl}, {@code rcode} and {@code cname}. */
class RewriteHandlerTest {
    private final Zone zone = new Zone();

    @ParameterizedTest
    @CsvSource({
        "name a.org b.org,                     cluster.local., NONE",
        "name x.cluster.local b.org,           cluster.local., CHAIN",
        "name cluster.local b.org,             cluster.local., CHAIN",
        "name xcluster.local b.org,            cluster.local., NONE",
        "name suffix .a.org .b.org,            cluster.local., NONE",
        "name suffix .local .b.org,            cluster.local., CHAIN",
        "name suffix ter.local .b.org,         cluster.local., CHAIN",
        "name suffix .svc.cluster.local .b,    cluster.local., CHAIN",
        "name suffix xcluster.local .b.org,    cluster.local., NONE",
        "name suffix .a.org .b.org,            .,              CHAIN",
        "name prefix foo bar,                  cluster.local., CHAIN",
        "name substring foo bar,               cluster.local., CHAIN",
        "name regex (.*)\\.a\\.org b,          cluster.local., CHAIN",
        "name regex (.*)\\.a\\.org$ b,         cluster.local., NONE",
        "name regex (.*)\\.a\\.org\\.$ b,      cluster.local., NONE",
        "name regex (.*)\\.a\\.org\\.?$ b,     cluster.local., NONE",
        "name regex ^\\d+\\.a\\.org\\.$ b,     cluster.local., NONE",
        "name regex (.*)\\.local\\.$ b,        cluster.local., CHAIN",
        "name regex (.*)\\.svc\\.cluster\\.local\\.$ b, cluster.local., CHAIN",
        "name regex a\\.org\\.$|b$ b,          cluster.local., CHAIN",
        "name regex (?i)A\\.ORG\\.$ b,         cluster.local., CHAIN",
        "name regex \\x6ccal\\.$ b,            cluster.local., CHAIN",
        "ttl a.org 5,                          cluster.local., NONE",
        "ttl suffix .cluster.local 5,          cluster.local., CHAIN",
        "rcode a.org 2 0,                      cluster.local., NONE",
        "rcode suffix .local 2 0,              cluster.local., CHAIN",
        "type ANY HINFO,                       cluster.local., CHAIN",
        "class CH IN,                          cluster.local., CHAIN",
        "cname a.org b.org,                    cluster.local., CHAIN",
        "edns0 nsid set,                       cluster.local., CHAIN",
    })
    void touchesAZoneUnlessItProvablyMatchesNoneOfItsNames(String words, String name, Touch touch) {
        assertThat(Rewritten.handler("rewrite " + words).touch(DomainName.parse(name)))
                .isEqualTo(touch);
    }

    @Test
    void asksForAnotherTypeAndShowsTheClientsOwn() {
        zone.with(a("x.org."));

        Message reply = new Rewritten(zone, "rewrite type ANY A").ask("x.org.", RecordType.ANY);

        assertThat(zone.request().questions().get(0).type()).isEqualTo(RecordType.A);
        assertThat(reply.questions().get(0).type()).isEqualTo(RecordType.ANY);
        assertThat(reply.answers()).hasSize(1);
    }

    @Test
    void takesAQuestionOfAnotherClassForOneOfClassIn() {
        zone.with(a("x.org."));

        Message reply = new Rewritten(zone, "rewrite class CH IN").askOfClass("x.org.", RecordClass.CH);

        assertThat(zone.request().questions().get(0).recordClass()).isEqualTo(RecordClass.IN);
        assertThat(reply.questions().get(0).recordClass()).isEqualTo(RecordClass.CH);
        assertThat(reply.answers())
                .singleElement()
                .extracting(ResourceRecord::recordClass)
                .isEqualTo(RecordClass.CH);
    }

    @Test
    void refusesClassesThatNoLineRewrites() {
        assertThat(new Rewritten(zone, "rewrite class CH IN")
                        .askOfClass("x.org.", RecordClass.HS)
                        .rcode())
                .isEqualTo(Rcode.REFUSED);
        assertThat(new Rewritten(zone, "rewrite type ANY A")
                        .askOfClass("x.org.", RecordClass.CH)
                        .rcode())
                .isEqualTo(Rcode.REFUSED);
        assertThat(zone.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "x.org 15, 15",
        "exact x.org 15, 15",
        "x.org 10-20, 20",
        "x.org 40-50, 40",
        "x.org 20-40, 30",
        "x.org -20, 20",
        "x.org 60-, 60",
        "x.org 0, 0",
        "prefix x 15, 15",
        "suffix .org 15, 15",
        "substring .or 15, 30",
        "substring org 15, 15",
        "regex ^x\\. 15, 15",
        "y.org 15, 30",
    })
    void bringsTimesToLiveIntoARange(String words, long ttlSeconds) {
        zone.with(a("x.org.")).withAdditional(a("y.org."));

        Message reply = new Rewritten(zone, "rewrite ttl " + words).ask("X.org.");

        assertThat(reply.answers())
                .singleElement()
                .extracting(ResourceRecord::ttlSeconds)
                .isEqualTo(ttlSeconds);
        assertThat(reply.additionals())
                .singleElement()
                .extracting(ResourceRecord::ttlSeconds)
                .isEqualTo(ttlSeconds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x.org SERVFAIL NOERROR",
                "exact x.org 2 0",
                "prefix x servfail 0",
                "suffix .org 2 NOERROR",
                "substring org 2 0",
                "regex ^x\\. 2 0"
            })
    void givesAnswersAnotherCode(String words) {
        zone.failing("x.org.", Rcode.SERVFAIL).failing("y.net.", Rcode.SERVFAIL);
        Rewritten server = new Rewritten(zone, "rewrite rcode " + words);

        assertThat(server.ask("x.org.").rcode()).isEqualTo(Rcode.NOERROR);
        assertThat(server.ask("y.net.").rcode()).isEqualTo(Rcode.SERVFAIL);
        assertThat(server.ask("z.").rcode()).isEqualTo(Rcode.NXDOMAIN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cdn.net other.com",
                "exact cdn.net. other.com.",
                "prefix cdn. other.",
                "suffix cdn.net. other.com.",
                "substring cdn.net other.com",
                "regex ^(c)dn\\.net\\.$ other.com.",
            })
    void followsTheOtherTargetOfACname(String words) {
        zone.with(cname("x.org.", "y.org."))
                .with("x.org.", cname("y.org.", "cdn.net."))
                .with("x.org.", a("cdn.net."))
                .with(a("other.com."))
                .with(a("other.net."));

        Message reply = new Rewritten(zone, "rewrite cname " + words).ask("x.org.");

        String target = words.startsWith("prefix") ? "other.net." : "other.com.";
        assertThat(reply.answers())
                .extracting(ResourceRecord::toString)
                .containsExactly(
                        "x.org. 30 IN CNAME y.org.", "y.org. 30 IN CNAME " + target, target + " 30 IN A 10.0.0.1");
        assertThat(reply.questions().get(0).name()).hasToString("x.org.");
    }

    @Test
    void endsWithTheCodeOfTheOtherTarget() {
        zone.with(cname("x.org.", "cdn.net.")).with("x.org.", a("cdn.net."));

        Message reply = new Rewritten(zone, "rewrite cname cdn.net gone.net").ask("x.org.");

        assertThat(reply.rcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(reply.answers()).singleElement().hasToString("x.org. 30 IN CNAME gone.net.");
    }

    @Test
    void showsTheOtherTargetToWhoAsksForTheCname() {
        zone.with(cname("x.org.", "cdn.net."));

        Message reply = new Rewritten(zone, "rewrite cname cdn.net other.com").ask("x.org.", RecordType.CNAME);

        assertThat(reply.answers()).singleElement().hasToString("x.org. 30 IN CNAME other.com.");
        assertThat(zone.requests()).hasSize(1);
    }

    @Test
    void leavesAnswersWithOtherTargetsAsTheyAre() {
        zone.with(cname("x.org.", "cdn.net.")).with("x.org.", a("cdn.net."));

        Message reply = new Rewritten(zone, "rewrite cname nothing.net other.com").ask("x.org.");

        assertThat(reply.answers()).hasSize(2);
        assertThat(zone.requests()).hasSize(1);
    }

    @Test
    void endsTargetsThatLeadToThemselves() {
        zone.with(cname("x.org.", "x.org."));

        Message reply = new Rewritten(zone, "rewrite cname regex ^x\\.org\\.$ x.org.").ask("x.org.");

        assertThat(reply.rcode()).isEqualTo(Rcode.SERVFAIL);
    }

    @Test
    void appliesOtherLinesBeforeAndAfterTheOtherTargetIsFollowed() {
        zone.with(cname("b.org.", "cdn.net.")).with(a("other.com."));

        Message reply = new Rewritten(zone, """
                rewrite continue name a.org b.org
                rewrite continue cname cdn.net other.com
                rewrite ttl suffix .org 5
                """).ask("a.org.");

        assertThat(reply.answers())
                .extracting(ResourceRecord::toString)
                .containsExactly("a.org. 5 IN CNAME other.com.", "other.com. 30 IN A 10.0.0.1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "type ANY          | rewrite type takes two types",
                "type ANY NIX      | unknown mnemonic \"NIX\"",
                "class CH          | rewrite class takes two classes",
                "class CH XX       | unknown mnemonic \"XX\"",
                "ttl x.org         | rewrite ttl takes [FORM] NAME SECONDS",
                "ttl x.org -       | \"-\" is neither",
                "ttl x.org 5-4     | \"5-4\" is neither",
                "ttl x.org 1-2-3   | \"1-2-3\" is neither",
                "ttl x.org 2147483648 | is neither",
                "ttl sufix x.org 5 | did you mean \"suffix\"?",
                "rcode x.org 2     | rewrite rcode takes [FORM] NAME FROM TO",
                "rcode x.org 2 24  | unknown response code of rewrite \"24\"",
                "rcode x.org SERVFALL 0 | did you mean \"SERVFAIL\"?",
                "cname x.org       | rewrite cname takes [FORM] FROM TO",
                "cname begin x y   | unknown form of rewrite \"begin\"",
                "cname regex [ y   | is no regular expression of RE2",
            })
    void tellsWhatIsWrong(String words, String problem) {
        assertThat(Rewritten.problem("rewrite " + words)).contains(problem);
    }
}
