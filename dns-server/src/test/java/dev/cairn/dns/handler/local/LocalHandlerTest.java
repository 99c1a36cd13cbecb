// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.local;

import static dev.cairn.dns.chain.Asking.ask;
import static dev.cairn.dns.chain.Asking.dispatcher;
import static dev.cairn.dns.chain.Asking.question;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.chain.CountedMeters;
import dev.cairn.dns.chain.FixedAnswer;
import dev.cairn.dns.chain.Plan;
import dev.cairn.dns.chain.Touch;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.handler.Blocks;
import dev.cairn.dns.wire.DomainName;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Names of this machine; 10.0.0.99 is what the server says of all others. */
class LocalHandlerTest {
    private static final String SOA = "604800 IN SOA localhost. root.localhost. 1 0 0 0 604800";

    private final Problems problems = new Problems();
    private final CountedMeters meters = new CountedMeters();

    @ParameterizedTest(name = "{0} {1} {2}: {3} {4}")
    @CsvSource({
        "local, localhost., A, NOERROR, localhost. 604800 IN A 127.0.0.1",
        "local, LocalHost., AAAA, NOERROR, LocalHost. 604800 IN AAAA 0:0:0:0:0:0:0:1",
        "local, localhost., SOA, NOERROR, localhost. SOA",
        "local, localhost., NS, NOERROR, localhost. 604800 IN NS localhost.",
        "local, localhost., TXT, NOERROR, localhost. SOA",
        "local, a.b.localhost., A, NOERROR, a.b.localhost. 604800 IN A 127.0.0.1",
        "local, a.localhost., MX, NOERROR, localhost. SOA",
        "local, LOCALHOST.example.org., A, NOERROR, LOCALHOST.example.org. 604800 IN A 127.0.0.1",
        "local, localhost.example.org., TXT, NOERROR, localhost.example.org. SOA",
        "local, xlocalhost.example.org., A, NOERROR, xlocalhost.example.org. 5 IN A 10.0.0.99",
        "local, localhost2.example.org., A, NOERROR, localhost2.example.org. 5 IN A 10.0.0.99",
        "local, example.org., A, NOERROR, example.org. 5 IN A 10.0.0.99",
        "local, ., A, NOERROR, . 5 IN A 10.0.0.99",
        "off, localhost.example.org., A, NOERROR, localhost.example.org. 5 IN A 10.0.0.99",
        "off, a.localhost., A, NOERROR, a.localhost. 604800 IN A 127.0.0.1",
        "local, 1.0.0.127.in-addr.arpa., PTR, NOERROR, 1.0.0.127.in-addr.arpa. 604800 IN PTR localhost.",
        "local, 1.0.0.127.in-addr.arpa., A, NOERROR, 127.in-addr.arpa. SOA",
        "local, 2.0.0.127.in-addr.arpa., PTR, NXDOMAIN, 127.in-addr.arpa. SOA",
        "local, 1.1.1.255.in-addr.arpa., PTR, NXDOMAIN, 255.in-addr.arpa. SOA",
        "local, 0.in-addr.arpa., A, NOERROR, 0.in-addr.arpa. SOA",
        "local, 1.0.0.10.in-addr.arpa., PTR, NOERROR, 1.0.0.10.in-addr.arpa. 5 IN A 10.0.0.99"
    })
    void answersForThisMachine(String line, String name, String type, String code, String record) {
        String lines = line.equals("off") ? "local {\n localhost_prefix off\n}" : line;
        Message reply = ask(dispatcher(plan(lines)), question(name, Type.value(type)));

        assertThat(Rcode.string(reply.getRcode())).isEqualTo(code);
        List<Record> records = reply.getSection(Section.ANSWER).isEmpty()
                ? reply.getSection(Section.AUTHORITY)
                : reply.getSection(Section.ANSWER);
        assertThat(records).hasSize(1);
        assertThat(records.get(0).toString().replaceAll("\\s+", " ")).isEqualTo(record.replace("SOA", SOA));
    }

    @Test
    void countsWhatWasMeantForSomebodyElse() {
        var dispatcher = dispatcher(plan("local"));
        ask(dispatcher, question("localhost.", Type.A));
        ask(dispatcher, question("a.localhost.", Type.A));
        ask(dispatcher, question("localhost.example.org.", Type.TXT));

        assertThat(meters.counts()).containsEntry("coredns_local_localhost_requests_total", 2L);
    }

    @ParameterizedTest
    @CsvSource({
        "local, example.org., ANSWER",
        "off, example.org., NONE",
        "off, ., ANSWER",
        "off, a.localhost., ANSWER",
        "off, 10.in-addr.arpa., NONE",
        "off, in-addr.arpa., ANSWER"
    })
    void leavesZonesAloneThatNoneOfItsNamesIsIn(String line, String zone, Touch touch) {
        String lines = line.equals("off") ? "local {\n localhost_prefix off\n}" : line;

        assertThat(handler(lines).touch(DomainName.parse(zone))).isEqualTo(touch);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "local here                        | local takes no argument, not 1",
                "local {~ localhost_prefix ~}      | localhost_prefix takes one argument, not 0",
                "local {~ localhost_prefix of ~}   | unknown setting of localhost_prefix \"of\": did you mean",
                "local {~ prefix off ~}            | unknown option of local \"prefix\""
            })
    void saysWhatIsWrong(String lines, String problem) {
        handler(lines.replace('~', '\n'));

        assertThat(problems.toList()).singleElement().asString().contains(problem);
    }

    private Plan plan(String lines) {
        Plan plan = Plan.builder(DomainName.ROOT)
                .handlers(List.of(handler(lines), new FixedAnswer("forward", ".", 99)))
                .build();
        assertThat(problems.toList()).isEmpty();
        assertThat(plan.isFast()).isTrue();
        return plan;
    }

    private LocalHandler handler(String lines) {
        return new LocalHandler(LocalConfig.parse(Blocks.first(Blocks.block(lines)), problems), meters);
    }
}
