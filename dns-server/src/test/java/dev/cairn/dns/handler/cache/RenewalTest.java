// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.cache;

import static dev.cairn.dns.handler.cache.CacheRig.records;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.chain.Asking;
import dev.cairn.dns.chain.Transport;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** {@code prefetch} and {@code serve_stale}. */
class RenewalTest {
    private static final String QUESTION = "www.test. A";
    private static final String OLD = "NOERROR | www.test. 20 IN A 1.0.0.1";
    private static final String NEW = "NOERROR | www.test. 20 IN A 1.0.0.2";
    private static final String NONE = "NXDOMAIN || test. 900 IN SOA a. b. 1 2 3 4 20";

    private static CacheRig rig(String... options) {
        CacheRig rig = new CacheRig("cache . {\n" + String.join("\n", options) + "\n}");
        rig.upstream().answer(QUESTION, OLD);
        rig.ask(QUESTION);
        return rig;
    }

    private static List<Message> askLate(CacheRig rig) {
        assertThat(rig.ask(Asking.question("www.test.", Type.A), Transport.UDP)).isEmpty();
        return rig.late();
    }

    private static long count(CacheRig rig, String metric) {
        return rig.meters().value(metric, "dns://:53", ".", "");
    }

    @Test
    void prefetchAsksAgainOncePopularAndNearTheEnd() {
        CacheRig rig = rig("prefetch 3 1m 20%");
        rig.upstream().answer(QUESTION, NEW);
        rig.pass(15);
        rig.ask(QUESTION);
        rig.ask(QUESTION);
        rig.ask(QUESTION);
        assertThat(rig.upstream().asked()).as("5 of 20 seconds left").hasSize(1);
        rig.pass(1);
        assertThat(records(rig.ask(QUESTION))).containsExactly("www.test. 4 A 1.0.0.1");
        assertThat(rig.upstream().asked()).as("4 of 20 seconds left").hasSize(2);
        assertThat(records(rig.ask(QUESTION))).containsExactly("www.test. 20 A 1.0.0.2");
        assertThat(count(rig, "coredns_cache_prefetch_total")).isOne();
    }

    @Test
    void prefetchLeavesAloneWhatIsNotPopular() {
        CacheRig rig = rig("prefetch 3 5s 90%");
        rig.pass(6);
        rig.ask(QUESTION);
        rig.ask(QUESTION);
        rig.pass(6);
        rig.ask(QUESTION);
        rig.ask(QUESTION);
        assertThat(rig.upstream().asked()).as("gaps of 6 seconds").hasSize(1);
        rig.ask(QUESTION);
        assertThat(rig.upstream().asked()).hasSize(2);
    }

    @Test
    void whatIsPopularStaysSoWhenItIsRenewed() {
        CacheRig rig = rig("prefetch 4 1m 10%");
        rig.pass(19);
        for (int i = 0; i < 4; i++) {
            rig.ask(QUESTION);
        }
        assertThat(rig.upstream().asked()).hasSize(2);
        for (int renewals = 2; renewals <= 4; renewals++) {
            rig.pass(19);
            rig.ask(QUESTION);
            assertThat(rig.upstream().asked()).hasSize(1 + renewals);
        }
        assertThat(count(rig, "coredns_cache_misses_total")).isOne();
    }

    @Test
    void prefetchAsksOnceAtATime() {
        CacheRig rig = rig("prefetch 1 1m 90%");
        rig.upstream().slow();
        rig.pass(10);
        for (int i = 0; i < 10; i++) {
            rig.ask(QUESTION);
        }
        assertThat(rig.upstream().waiting()).isOne();
        rig.upstream().answer(QUESTION, NEW).go();
        assertThat(records(rig.ask(QUESTION))).containsExactly("www.test. 20 A 1.0.0.2");
    }

    @Test
    void aFailedPrefetchLeavesTheAnswer() {
        CacheRig rig = rig("prefetch 1 1m 90%");
        rig.upstream().answer(QUESTION, "SERVFAIL");
        rig.pass(10);
        rig.ask(QUESTION);
        assertThat(rig.upstream().asked()).hasSize(2);
        rig.pass(9);
        assertThat(records(rig.ask(QUESTION))).containsExactly("www.test. 1 A 1.0.0.1");
        rig.upstream().answer(QUESTION, NEW);
        rig.ask(QUESTION);
        assertThat(records(rig.ask(QUESTION))).containsExactly("www.test. 20 A 1.0.0.2");
    }

    @Test
    void withoutServeStaleWhatHasExpiredIsGone() {
        CacheRig rig = rig("keepttl");
        rig.upstream().answer(QUESTION, "SERVFAIL");
        rig.pass(20);
        assertThat(rig.ask(QUESTION).getRcode()).isEqualTo(Rcode.SERVFAIL);
    }

    @ParameterizedTest
    @CsvSource({"serve_stale, 0", "serve_stale 1h immediate 30s, 30", "serve_stale 1h immediate 1s, 1"})
    void immediateGivesWhatHasExpiredAndAsksForItAgain(String option, int ttlSeconds) {
        CacheRig rig = rig(option);
        rig.upstream().answer(QUESTION, NEW);
        rig.pass(20 + 3599);
        assertThat(records(rig.ask(QUESTION))).containsExactly("www.test. " + ttlSeconds + " A 1.0.0.1");
        assertThat(count(rig, "coredns_cache_served_stale_total")).isOne();
        assertThat(records(rig.ask(QUESTION))).containsExactly("www.test. 20 A 1.0.0.2");
        assertThat(rig.upstream().asked()).hasSize(2);
    }

    @Test
    void staleAnswersEndWithTheirTime() {
        CacheRig rig = rig("serve_stale 10s");
        rig.upstream().answer(QUESTION, "SERVFAIL");
        rig.pass(29);
        assertThat(rig.ask(QUESTION).getRcode()).isEqualTo(Rcode.NOERROR);
        rig.pass(1);
        assertThat(rig.ask(QUESTION).getRcode()).isEqualTo(Rcode.SERVFAIL);
    }

    @Test
    void staleAnswersSaySoToClientsWithEdns() {
        CacheRig rig = rig("serve_stale");
        rig.upstream().answer("no.test. A", NONE);
        rig.ask("no.test. A");
        rig.upstream().slow();
        rig.pass(20);
        assertThat(error(rig, "www.test.")).isEqualTo(ExtendedErrorCodeOption.STALE_ANSWER);
        assertThat(error(rig, "no.test.")).isEqualTo(ExtendedErrorCodeOption.STALE_NXDOMAIN_ANSWER);
    }

    private static int error(CacheRig rig, String name) {
        Message question = Asking.question(name, Type.A);
        question.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);
        return ((ExtendedErrorCodeOption)
                        rig.ask(question).getOPT().getOptions().get(0))
                .getErrorCode();
    }

    @Test
    void immediateAsksOnceAtATimeAndKeepsTheAnswerWhileThatFails() {
        CacheRig rig = rig("serve_stale");
        rig.upstream().answer(QUESTION, "SERVFAIL").slow();
        rig.pass(20);
        rig.ask(QUESTION);
        rig.ask(QUESTION);
        assertThat(rig.upstream().waiting()).isOne();
        rig.upstream().go();
        assertThat(records(rig.ask(QUESTION))).containsExactly("www.test. 0 A 1.0.0.1");
        assertThat(rig.upstream().waiting()).as("asked again after a failure").isOne();
    }

    @Test
    void nobodyAsksAgainForSomeTimeAfterAFailure() {
        CacheRig rig = rig("serve_stale 1h immediate 0s 30s");
        rig.upstream().answer(QUESTION, "SERVFAIL");
        rig.pass(20);
        rig.ask(QUESTION);
        rig.pass(29);
        rig.ask(QUESTION);
        assertThat(rig.upstream().asked()).hasSize(2);
        rig.pass(1);
        assertThat(records(rig.ask(QUESTION))).containsExactly("www.test. 0 A 1.0.0.1");
        assertThat(rig.upstream().asked()).hasSize(3);
    }

    @Test
    void aRenewalThatSaysThereIsNothingIsTaken() {
        CacheRig rig = rig("serve_stale");
        rig.upstream().answer(QUESTION, NONE);
        rig.pass(20);
        assertThat(rig.ask(QUESTION).getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(rig.ask(QUESTION).getRcode()).isEqualTo(Rcode.NXDOMAIN);
    }

    @Test
    void verifyGivesTheNewAnswerAndItsFlags() {
        CacheRig rig = rig("serve_stale 1h verify");
        rig.upstream().answer(QUESTION, NEW.replace("NOERROR", "NOERROR aa")).slow();
        rig.pass(20);
        assertThat(askLate(rig)).isEmpty();
        rig.upstream().go();
        assertThat(rig.late()).singleElement().satisfies(reply -> {
            assertThat(records(reply)).containsExactly("www.test. 20 A 1.0.0.2");
            assertThat(reply.getHeader().getFlag(Flags.AA)).isTrue();
        });
        assertThat(records(rig.ask(QUESTION))).containsExactly("www.test. 20 A 1.0.0.2");
        assertThat(count(rig, "coredns_cache_served_stale_total")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SERVFAIL", "REFUSED", "NOERROR tc | www.test. 20 IN A 1.0.0.2"})
    void verifyGivesWhatHasExpiredWhenThereIsNoNewAnswer(String failure) {
        CacheRig rig = rig("serve_stale 1h verify 0 7s");
        rig.upstream().answer(QUESTION, failure);
        rig.pass(20);
        assertThat(askLate(rig))
                .singleElement()
                .satisfies(reply -> assertThat(records(reply)).containsExactly("www.test. 7 A 1.0.0.1"));
        assertThat(count(rig, "coredns_cache_served_stale_total")).isOne();
    }

    @Test
    void verifyGivesWhatHasExpiredWhenItTakesTooLongAndKeepsWhatComesThen() {
        CacheRig rig = rig("serve_stale 1h verify 100ms");
        rig.upstream().answer(QUESTION, NEW).slow();
        rig.pass(20);
        assertThat(askLate(rig)).isEmpty();
        rig.timeOut();
        assertThat(rig.late())
                .singleElement()
                .satisfies(reply -> assertThat(records(reply)).containsExactly("www.test. 0 A 1.0.0.1"));
        rig.upstream().go();
        assertThat(rig.late()).hasSize(1);
        assertThat(records(rig.ask(QUESTION))).containsExactly("www.test. 20 A 1.0.0.2");
    }

    @Test
    void verifyGivesAnAnswerThatMayNotBeKept() {
        CacheRig rig = rig("serve_stale 1h verify");
        rig.upstream().answer(QUESTION, NEW.replace("20 IN", "0 IN"));
        rig.pass(20);
        assertThat(askLate(rig))
                .singleElement()
                .satisfies(reply -> assertThat(records(reply)).containsExactly("www.test. 0 A 1.0.0.2"));
        assertThat(rig.cache().successCount()).isZero();
    }

    @Test
    void anExpiredAnswerWinsOverAFailureThatIsKept() {
        CacheRig rig = rig("serve_stale 1h verify 100ms 0s 30s");
        rig.upstream().answer(QUESTION, "SERVFAIL");
        rig.pass(20);
        askLate(rig);
        assertThat(rig.ask(QUESTION).getRcode()).isEqualTo(Rcode.NOERROR);
    }

    @Test
    void whereThatIsPreferredAnExpiredAnswerWinsOverAbsence() {
        CacheRig rig = rig("serve_stale 1h immediate 0s 30s", "serve_stale_policy prefer_positive");
        rig.upstream().answer(QUESTION, NONE);
        rig.pass(20);
        rig.ask(QUESTION);
        assertThat(records(rig.ask(QUESTION))).containsExactly("www.test. 0 A 1.0.0.1");
        assertThat(rig.cache().denialCount()).isOne();
        rig.upstream().answer(QUESTION, NEW);
        rig.pass(30);
        rig.ask(QUESTION);
        assertThat(records(rig.ask(QUESTION))).containsExactly("www.test. 20 A 1.0.0.2");
        assertThat(rig.cache().denialCount()).isZero();
    }
}
