// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.cache;

import static dev.cairn.dns.handler.cache.CacheRig.records;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.chain.Asking;
import dev.cairn.dns.chain.CountedMeters;
import dev.cairn.dns.chain.Plan;
import dev.cairn.dns.chain.Transport;
import dev.cairn.dns.wire.DomainName;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Names below a name that does not exist (RFC 8020). */
class NxdomainCutTest {
    private static final String SOA = "example.org. 900 IN SOA ns.example.org. b. 1 2 3 4 60";

    @ParameterizedTest
    @CsvSource(
            delimiter = ',',
            value = {
                "signed, NXDOMAIN ad || " + SOA + ", 1",
                "signed, NXDOMAIN || " + SOA + ", 4",
                "all, NXDOMAIN || " + SOA + ", 1",
                "off, NXDOMAIN ad || " + SOA + ", 4",
                "all, NXDOMAIN ad || . 900 IN SOA a. b. 1 2 3 4 60, 4",
                "all, NOERROR ad || " + SOA + ", 4",
                "all, NXDOMAIN ad | a.example.org. 60 IN CNAME b.example.org. | " + SOA + ", 4",
                "all, SERVFAIL ad || " + SOA + ", 4"
            })
    void anAbsentNameStandsForAllTypesAndForNamesBelowWhereThatIsProven(String mode, String answer, int asked) {
        CacheRig rig = new CacheRig("cache . {\nnxdomain_cut " + mode + "\n}");
        rig.upstream().answer("a.example.org. A", answer);
        rig.ask("a.example.org. A");
        rig.ask("a.example.org. AAAA");
        rig.ask("x.a.example.org. A");
        rig.ask("y.x.A.Example.org. TXT");
        assertThat(rig.upstream().asked()).hasSize(asked);
    }

    @Test
    void theAnswerBelowHasTheProofOfTheNameAbove() {
        CacheRig rig = new CacheRig("cache .");
        rig.upstream()
                .answer("a.example.org. A", "NXDOMAIN ad || " + SOA + "; a.example.org. 60 IN NSEC c.example.org. A");
        rig.ask("a.example.org. A");
        rig.pass(9);
        Message below = rig.ask("X.a.example.org. AAAA");
        assertThat(below.getRcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(below.getQuestion().getName()).hasToString("X.a.example.org.");
        assertThat(records(below))
                .containsExactly(
                        "example.org. 51 SOA ns.example.org. b. 1 2 3 4 60", "a.example.org. 51 NSEC c.example.org. A");
    }

    @Test
    void otherNamesAndFlagsAreNotTouched() {
        CacheRig rig = new CacheRig("cache .");
        rig.upstream().answer("a.example.org. A", "NXDOMAIN ad || " + SOA);
        rig.ask("a.example.org. A");
        rig.ask("example.org. A");
        rig.ask("aa.example.org. A");
        rig.ask("a.example.com. A");
        Message dnssecOk = Asking.question("x.a.example.org.", Type.A);
        dnssecOk.addRecord(new OPTRecord(1232, 0, 0, ExtendedFlags.DO), Section.ADDITIONAL);
        rig.ask(dnssecOk);
        assertThat(rig.upstream().asked()).hasSize(5);
    }

    @Test
    void typeZeroIsATypeLikeOthers() {
        CacheRig rig = new CacheRig("cache . {\nnxdomain_cut all\n}");
        rig.upstream()
                .answer("a.example.org. TYPE0", "NOERROR || " + SOA)
                .answer("b.example.org. A", "NXDOMAIN || " + SOA);
        rig.ask("b.example.org. A");
        Message typeZero = Asking.question("a.example.org.", Type.A);
        byte[] request = typeZero.toWire();
        request[request.length - 3] = 0;
        Asking.reply(rig.dispatcher(), Transport.UDP, request);
        assertThat(rig.cache().denialCount()).isEqualTo(2);
        rig.ask("a.example.org. A");
        rig.ask("x.a.example.org. A");
        assertThat(rig.upstream().asked()).hasSize(4);
    }

    @Test
    void aCutEndsWithItsTime() {
        CacheRig rig = new CacheRig("cache . {\nserve_stale\n}");
        rig.upstream().answer("a.example.org. A", "NXDOMAIN ad || " + SOA);
        rig.ask("a.example.org. A");
        rig.pass(60);
        rig.ask("x.a.example.org. A");
        assertThat(rig.upstream().asked()).hasSize(2);
    }

    @Test
    void namesOfOneHandlerSayNothingOfThoseOfAnother() {
        CacheConfig config = CacheRig.config("cache . {\nnxdomain_cut all\n}");
        ScriptedUpstream upstream = new ScriptedUpstream();
        upstream.answer("a.example.org. A", "NXDOMAIN ad || " + SOA);
        CacheHandler several = CacheHandler.of(config, LocalZones.NONE, false, new CountedMeters());
        var dispatcher = Asking.dispatcher(Plan.builder(DomainName.ROOT)
                .handlers(List.of(several, upstream))
                .build());
        Asking.ask(dispatcher, Asking.question("a.example.org.", Type.A));
        Asking.ask(dispatcher, Asking.question("x.a.example.org.", Type.A));
        assertThat(upstream.asked()).hasSize(2);
    }
}
