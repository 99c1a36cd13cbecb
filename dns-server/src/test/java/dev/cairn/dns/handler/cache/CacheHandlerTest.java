// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.cache;

import static dev.cairn.dns.handler.cache.CacheRig.records;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.chain.Asking;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.GenericEDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What is kept, and for how long. */
class CacheHandlerTest {
    private static final String SOA = "example.org. 900 IN SOA ns.example.org. root.example.org. 1 7200 900 86400 60";

    /**
     * What one answer is worth.
     *
     * @param config options of {@code cache}
     * @param answer to {@code www.example.org. A}
     * @param keptSeconds 0 for not at all
     */
    record Row(String name, String config, String answer, int keptSeconds) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Row> rows() {
        return List.of(
                new Row("as long as the record", "cache .", "NOERROR | www.example.org. 77 IN A 1.2.3.4", 77),
                new Row(
                        "as long as the shortest record of any section",
                        "cache .",
                        "NOERROR | www.example.org. 77 IN CNAME a.test.; a.test. 33 IN A 1.2.3.4 | test. 44 IN NS ns.test. | ns.test. 22 IN A 1.1.1.1",
                        22),
                new Row("an hour at most", "cache .", "NOERROR | www.example.org. 7777 IN A 1.2.3.4", 3600),
                new Row("the directive's time at most", "cache 30 .", "NOERROR | www.example.org. 77 IN A 1.2.3.4", 30),
                new Row(
                        "the option's time at most",
                        "cache 30 . {\nsuccess 5000 40\n}",
                        "NOERROR | www.example.org. 77 IN A 1.2.3.4",
                        40),
                new Row("five seconds at least", "cache .", "NOERROR | www.example.org. 1 IN A 1.2.3.4", 5),
                new Row(
                        "the option's time at least",
                        "cache . {\nsuccess 5000 40 20\n}",
                        "NOERROR | www.example.org. 7 IN A 1.2.3.4",
                        20),
                new Row("the most wins over the least", "cache 3 .", "NOERROR | www.example.org. 1 IN A 1.2.3.4", 3),
                new Row("not at all with 0", "cache .", "NOERROR | www.example.org. 0 IN A 1.2.3.4", 0),
                new Row("NXDOMAIN: the minimum of the SOA record", "cache .", "NXDOMAIN || " + SOA, 60),
                new Row(
                        "NXDOMAIN: the time of the SOA record if that is less",
                        "cache .",
                        "NXDOMAIN || " + SOA.replace(" 900 IN", " 50 IN"),
                        50),
                new Row(
                        "NXDOMAIN: half an hour at most",
                        "cache .",
                        "NXDOMAIN || " + SOA.replace(" 900 IN", " 9000 IN").replace(" 60", " 9000"),
                        1800),
                new Row("NXDOMAIN: the option's times", "cache . {\ndenial 5000 9 2\n}", "NXDOMAIN || " + SOA, 9),
                new Row(
                        "NXDOMAIN with an SOA of another zone",
                        "cache .",
                        "NXDOMAIN || " + SOA.replace("example.org. 9", "other.test. 9"),
                        0),
                new Row("NXDOMAIN without SOA", "cache .", "NXDOMAIN", 0),
                new Row("no data: the minimum of the SOA record", "cache .", "NOERROR || " + SOA, 60),
                new Row("no data without SOA", "cache .", "NOERROR", 0),
                new Row("a referral", "cache .", "NOERROR || example.org. 300 IN NS ns.example.org.", 0),
                new Row(
                        "an alias that leads to no address, with the SOA of where it leads",
                        "cache .",
                        "NOERROR | www.example.org. 77 IN CNAME a.test. | test. 900 IN SOA a. b. 1 2 3 4 55",
                        55),
                new Row(
                        "an alias that leads to no name, with the SOA of where it leads",
                        "cache .",
                        "NXDOMAIN | www.example.org. 7 IN CNAME a.test. | test. 900 IN SOA a. b. 1 2 3 4 55",
                        7),
                new Row("an alias alone", "cache .", "NOERROR | www.example.org. 77 IN CNAME a.test.", 0),
                new Row(
                        "aliases in a ring",
                        "cache .",
                        "NOERROR | www.example.org. 77 IN CNAME a.test.; a.test. 77 IN CNAME www.example.org.",
                        0),
                new Row("an address of another name", "cache .", "NOERROR | a.example.org. 77 IN A 1.2.3.4", 0),
                new Row("records of another type", "cache .", "NOERROR | www.example.org. 77 IN TXT a", 0),
                new Row("truncated", "cache .", "NOERROR tc | www.example.org. 77 IN A 1.2.3.4", 0),
                new Row("SERVFAIL", "cache .", "SERVFAIL", 5),
                new Row("SERVFAIL of a server that is too busy to ask", "cache .", "BUSY", 0),
                new Row("SERVFAIL for as long as it is said", "cache . {\nservfail 9s\n}", "SERVFAIL", 9),
                new Row("SERVFAIL not at all", "cache . {\nservfail 0\n}", "SERVFAIL", 0),
                new Row("NOTIMP", "cache .", "NOTIMP", 5),
                new Row("REFUSED", "cache .", "REFUSED", 0),
                new Row("FORMERR", "cache .", "FORMERR", 0),
                new Row("names of other zones", "cache example.com", "NOERROR | www.example.org. 77 IN A 1.2.3.4", 0),
                new Row("names of a zone", "cache example.org", "NOERROR | www.example.org. 77 IN A 1.2.3.4", 77),
                new Row(
                        "answers of a zone where that is disabled",
                        "cache . {\ndisable success example.org\n}",
                        "NOERROR | www.example.org. 77 IN A 1.2.3.4",
                        0),
                new Row(
                        "answers where absence is disabled",
                        "cache . {\ndisable denial\n}",
                        "NOERROR | www.example.org. 77 IN A 1.2.3.4",
                        77),
                new Row("absence where that is disabled", "cache . {\ndisable denial\n}", "NXDOMAIN || " + SOA, 0),
                new Row("failures where absence is disabled", "cache . {\ndisable denial\n}", "SERVFAIL", 0));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void keepsAnAnswer(Row row) {
        CacheRig rig = new CacheRig(row.config());
        rig.upstream().answer("www.example.org. a", row.answer()).answer("www.example.org. A", row.answer());
        Message first = rig.ask("www.example.org. A");
        if (row.keptSeconds() > 0) {
            rig.pass(row.keptSeconds() - 1);
            Message last = rig.ask("www.example.org. A");
            assertThat(rig.upstream().asked()).as("questions to the upstream").hasSize(1);
            assertThat(last.getRcode()).isEqualTo(first.getRcode());
            assertThat(aged(records(last), row.keptSeconds() - 1)).isEqualTo(records(first));
            rig.pass(1);
        }
        rig.ask("www.example.org. A");
        assertThat(rig.upstream().asked()).as("questions to the upstream").hasSize(2);
    }

    /** Records as they were some seconds before. */
    private static List<String> aged(List<String> records, int seconds) {
        return records.stream()
                .map(record -> record.split(" ", 3))
                .map(words -> words[0] + " " + (Long.parseLong(words[1]) + seconds) + " " + words[2])
                .toList();
    }

    @Test
    void givesTheRecordsOneTimeToLiveFromTheStart() {
        CacheRig rig = new CacheRig("cache 30 .");
        rig.upstream()
                .answer(
                        "www.example.org. A",
                        "NOERROR | www.example.org. 77 IN CNAME a.test.; a.test. 12 IN A 1.2.3.4 | test. 44 IN NS ns.test.");
        List<String> first =
                List.of("www.example.org. 12 CNAME a.test.", "a.test. 12 A 1.2.3.4", "test. 12 NS ns.test.");
        assertThat(records(rig.ask("www.example.org. A"))).isEqualTo(first);
        rig.pass(5);
        assertThat(records(rig.ask("www.example.org. A")))
                .isEqualTo(first.stream()
                        .map(record -> record.replace(" 12 ", " 7 "))
                        .toList());
    }

    @Test
    void keepttlShowsTheFirstTimeToLiveUntilTheEnd() {
        CacheRig rig = new CacheRig("cache . {\nkeepttl\n}");
        rig.upstream().answer("www.example.org. A", "NOERROR | www.example.org. 20 IN A 1.2.3.4");
        rig.ask("www.example.org. A");
        rig.pass(19);
        assertThat(records(rig.ask("www.example.org. A"))).containsExactly("www.example.org. 20 A 1.2.3.4");
        rig.pass(1);
        rig.ask("www.example.org. A");
        assertThat(rig.upstream().asked()).hasSize(2);
    }

    @Test
    void keepsTheFlagsOfTheAnswer() {
        CacheRig rig = new CacheRig("cache .");
        rig.upstream()
                .answer("a.test. A", "NOERROR aa nora | a.test. 20 IN A 1.2.3.4")
                .answer("b.test. A", "NOERROR ad | b.test. 20 IN A 1.2.3.4");
        for (int i = 0; i < 2; i++) {
            Message local = rig.ask("a.test. A");
            assertThat(local.getHeader().getFlag(Flags.AA)).isTrue();
            assertThat(local.getHeader().getFlag(Flags.RA)).isFalse();
        }
        for (int i = 0; i < 2; i++) {
            Message plain = rig.ask("b.test. A");
            assertThat(plain.getHeader().getFlag(Flags.AA)).isFalse();
            assertThat(plain.getHeader().getFlag(Flags.RA)).isTrue();
            assertThat(plain.getHeader().getFlag(Flags.AD))
                    .as("answer %d, without AD in the question", i)
                    .isFalse();
        }
        Message knowing = Asking.question("b.test.", Type.A);
        knowing.getHeader().setFlag(Flags.AD);
        assertThat(rig.ask(knowing).getHeader().getFlag(Flags.AD)).isTrue();
        assertThat(rig.upstream().asked()).hasSize(2);
    }

    @Test
    void keepsAnswersForEachTypeDoAndCdApartAndForNothingElse() {
        CacheRig rig = new CacheRig("cache .");
        rig.upstream()
                .answer("a.test. A", "NOERROR | a.test. 20 IN A 1.2.3.4")
                .answer("a.test. TXT", "NOERROR | a.test. 20 IN TXT a");
        rig.ask("a.test. A");
        rig.ask("a.test. TXT");
        Message dnssecOk = Asking.question("a.test.", Type.A);
        dnssecOk.addRecord(new OPTRecord(1232, 0, 0, ExtendedFlags.DO), Section.ADDITIONAL);
        Message checkingDisabled = Asking.question("a.test.", Type.A);
        checkingDisabled.getHeader().setFlag(Flags.CD);
        Message both = dnssecOk.clone();
        both.getHeader().setFlag(Flags.CD);
        List<Message> apart = List.of(dnssecOk, checkingDisabled, both);
        apart.forEach(rig::ask);
        assertThat(rig.upstream().asked()).hasSize(5);
        apart.forEach(question -> {
            Message reply = rig.ask(question);
            assertThat(reply.getHeader().getFlag(Flags.CD))
                    .isEqualTo(question.getHeader().getFlag(Flags.CD));
            assertThat(reply.getOPT() != null).isEqualTo(question.getOPT() != null);
        });
        Message edns = Asking.question("a.test.", Type.A);
        edns.addRecord(
                new OPTRecord(4096, 0, 0, 0, List.of(new GenericEDNSOption(65001, new byte[] {1, 2, 3}))),
                Section.ADDITIONAL);
        Message noRecursion = Asking.question("a.test.", Type.A);
        noRecursion.getHeader().unsetFlag(Flags.RD);
        assertThat(rig.ask(edns).getOPT()).isNotNull();
        assertThat(rig.ask(noRecursion).getHeader().getFlag(Flags.RD)).isFalse();
        assertThat(rig.ask("A.TEST. A").getOPT()).isNull();
        assertThat(rig.upstream().asked()).hasSize(5);
        assertThat(rig.cache().successCount()).isEqualTo(5);
    }

    @Test
    void aFailureThatIsGivenAgainSaysSo() {
        CacheRig rig = new CacheRig("cache .");
        rig.upstream().answer("a.test. A", "SERVFAIL");
        Message question = Asking.question("a.test.", Type.A);
        question.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);
        assertThat(rig.ask(question).getOPT().getOptions()).isEmpty();
        Message again = rig.ask(question);
        assertThat(again.getRcode()).isEqualTo(Rcode.SERVFAIL);
        assertThat(again.getOPT().getOptions())
                .singleElement()
                .isInstanceOfSatisfying(
                        ExtendedErrorCodeOption.class,
                        error -> assertThat(error.getErrorCode()).isEqualTo(ExtendedErrorCodeOption.CACHED_ERROR));
    }

    @Test
    void aNewAnswerTakesThePlaceOfTheOtherKind() {
        CacheRig rig = new CacheRig("cache .");
        rig.upstream().answer("a.test. A", "NXDOMAIN || test. 900 IN SOA a. b. 1 2 3 4 10");
        rig.ask("a.test. A");
        rig.pass(10);
        rig.upstream().answer("a.test. A", "NOERROR | a.test. 10 IN A 1.2.3.4");
        rig.ask("a.test. A");
        assertThat(rig.ask("a.test. A").getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(rig.cache().denialCount()).isZero();
        rig.pass(10);
        rig.upstream().answer("a.test. A", "NXDOMAIN || test. 900 IN SOA a. b. 1 2 3 4 10");
        rig.ask("a.test. A");
        assertThat(rig.ask("a.test. A").getRcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(rig.cache().successCount()).isZero();
        assertThat(rig.upstream().asked()).hasSize(3);
    }
}
