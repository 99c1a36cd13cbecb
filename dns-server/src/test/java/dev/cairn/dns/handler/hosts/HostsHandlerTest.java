// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.hosts;

import static dev.cairn.dns.chain.Asking.ask;
import static dev.cairn.dns.chain.Asking.dispatcher;
import static dev.cairn.dns.chain.Asking.question;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.chain.CountedMeters;
import dev.cairn.dns.chain.FixedAnswer;
import dev.cairn.dns.chain.Plan;
import dev.cairn.dns.chain.Touch;
import dev.cairn.dns.config.Problem;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.config.ServerBlock;
import dev.cairn.dns.handler.Blocks;
import dev.cairn.dns.handler.CapturedLog;
import dev.cairn.dns.wire.DomainName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What the directive hosts answers from its file and its entries. */
class HostsHandlerTest {
    private static final String FILE = """
            # what stands here is no host
            10.0.0.1        a.example.org  A2.example.org # nor what stands here
            10.0.0.2        a.example.org
            fd00::1%eth0    a.example.org
            10.0.0.3        outside.example.com
            10.0.0.4        *.w.example.org
            10.0.0.5        real.w.example.org
            nonsense        b.example.org
            10.0.0.6
            10.0.0.7        ..  c.example.org
            """;

    @TempDir
    private Path folder;

    private final Problems problems = new Problems();
    private final CountedMeters meters = new CountedMeters();

    /** Rows with the answers that follow from the file alone; the fallback says 10.9.9.9. */
    @ParameterizedTest(name = "{0}: {1} {2} -> {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "                | a.example.org.      | A    | 10.0.0.1 10.0.0.2",
                "                | A.Example.ORG.      | AAAA | fd00:0:0:0:0:0:0:1",
                "                | a2.example.org.     | A    | 10.0.0.1",
                "                | a2.example.org.     | AAAA | nothing",
                "                | a2.example.org.     | TXT  | nothing",
                "                | b.example.org.      | A    | SERVFAIL",
                "                | c.example.org.      | A    | 10.0.0.7",
                "                | x.w.example.org.    | A    | 10.0.0.4",
                "                | real.w.example.org. | A    | 10.0.0.5",
                "                | w.example.org.      | A    | SERVFAIL",
                "                | x.x.w.example.org.  | A    | SERVFAIL",
                "fallthrough     | a.example.org.      | A    | 10.0.0.1 10.0.0.2",
                "fallthrough     | b.example.org.      | A    | 10.0.0.99",
                "fallthrough     | a.example.org.      | TXT  | nothing",
                "fallthrough x.example.org | b.example.org.   | A | SERVFAIL",
                "fallthrough x.example.org | b.x.example.org. | A | 10.0.0.99",
                "fallthrough ~ fallthrough_unsupported | a.example.org. | TXT  | 10.0.0.99",
                "fallthrough ~ fallthrough_unsupported | a.example.org. | A    | 10.0.0.1 10.0.0.2",
                "10.0.0.8 b.example.org d.example.org | b.example.org. | A | 10.0.0.8",
                "10.0.0.8 a.example.org ~ 10.0.0.1 a.example.org | a.example.org. | A | 10.0.0.1 10.0.0.2 10.0.0.8",
                "10.0.0.8 x.w.example.org             | x.w.example.org. | A | 10.0.0.8",
                "10.0.0.8 *.example.org               | b.example.org.   | A | 10.0.0.8"
            })
    void answersFromFileAndEntries(String options, String name, String type, String answer) throws IOException {
        Message reply = ask(dispatcher(plan(options)), question(name, Type.value(type)));

        assertThat(text(reply)).isEqualTo(answer);
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "           | 1.0.0.10.in-addr.arpa. | a.example.org. a2.example.org.",
                "           | 3.0.0.10.in-addr.arpa. | 10.0.0.99",
                "           | 4.0.0.10.in-addr.arpa. | 10.0.0.99",
                "no_reverse | 1.0.0.10.in-addr.arpa. | 10.0.0.99",
                "           | 1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.D.F.IP6.ARPA. | a.example.org."
            })
    void addressesHaveTheirNames(String options, String name, String answer) throws IOException {
        Message reply = ask(dispatcher(plan(options)), question(name, Type.PTR));

        assertThat(text(reply)).isEqualTo(answer);
    }

    @Test
    void answersWithItsOwnTtlAndAuthority() throws IOException {
        Message byDefault = ask(dispatcher(plan("")), question("a2.example.org.", Type.A));
        Message given = ask(dispatcher(plan("ttl 7")), question("1.0.0.10.in-addr.arpa.", Type.PTR));

        assertThat(byDefault.getHeader().getFlag(Flags.AA)).isTrue();
        assertThat(byDefault.getSection(Section.ANSWER))
                .extracting(Record::getTTL)
                .containsExactly(3600L);
        assertThat(given.getSection(Section.ANSWER)).extracting(Record::getTTL).containsExactly(7L, 7L);
    }

    @Test
    void zonesOfTheDirectiveTakeTheOthersOut() throws IOException {
        Plan plan = plan(handler("hosts FILE w.example.org {\n}"));

        assertThat(text(ask(dispatcher(plan), question("real.w.example.org.", Type.A))))
                .isEqualTo("10.0.0.5");
        assertThat(text(ask(dispatcher(plan), question("a.example.org.", Type.A))))
                .isEqualTo("10.0.0.99");
    }

    @Test
    void theFileIsReadAtTheStartAndAMissingOneLeavesTheEntries() throws IOException {
        HostsHandler hosts = handler("hosts FILE {\n10.0.0.8 d.example.org\n}");
        Files.delete(folder.resolve("hosts"));
        try (CapturedLog log = new CapturedLog(HostsHandler.class)) {
            Plan plan = plan(hosts);

            assertThat(log.lines()).singleElement().asString().contains("hosts cannot be read");
            assertThat(text(ask(dispatcher(plan), question("d.example.org.", Type.A))))
                    .isEqualTo("10.0.0.8");
            assertThat(text(ask(dispatcher(plan), question("a.example.org.", Type.A))))
                    .isEqualTo("SERVFAIL");
        }
    }

    @Test
    void showsItsSizeAndTheTimeOfItsFile() throws IOException {
        plan("10.0.0.8 d.example.org");
        long changed =
                Files.getLastModifiedTime(folder.resolve("hosts")).toInstant().getEpochSecond();

        assertThat(meters.values())
                .containsEntry("coredns_hosts_entries{hostsfile=" + folder.resolve("hosts") + "}", 15L)
                .containsEntry("coredns_hosts_reload_timestamp_seconds", changed);
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "hosts FILE, example.org., ANSWER",
        "hosts FILE, ., ANSWER",
        "hosts FILE w.example.org, cluster.local., NONE",
        "hosts FILE w.example.org, example.org., ANSWER",
        "hosts FILE w.example.org, 10.in-addr.arpa., ANSWER",
    })
    void keepsItsZonesOnTheFastPathAndLeavesOthersAlone(String line, String zone, Touch touch) throws IOException {
        assertThat(handler(line).touch(DomainName.parse(zone))).isEqualTo(touch);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ttl 0            | ttl must be 1 to 65535, not \"0\"",
                "ttl 70000        | ttl must be 1 to 65535, not \"70000\"",
                "ttl              | ttl must be 1 to 65535, not \"\"",
                "no_revers        | unknown address or option of hosts \"no_revers\": did you mean \"no_reverse\"?",
                "no_reverse yes   | no_reverse takes no argument, not 1",
                "reload soon      | \"soon\" is not a duration",
                "fallthrough a..b | \"a..b\" is not a zone",
                "10.0.0.1         | 10.0.0.1 takes one argument or more, not 0",
                "10.0.0.1 a_b..c  | \"a_b..c\" is not a zone",
                "fallthrough_unsupported | hosts: fallthrough_unsupported needs fallthrough"
            })
    void saysWhatIsWrong(String option, String problem) throws IOException {
        handler("hosts FILE {\n" + option + "\n}");

        assertThat(problems.toList())
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .startsWith(problem);
    }

    private Plan plan(String options) throws IOException {
        String lines = options == null ? "" : options.replace("~", "\n");
        return plan(handler("hosts FILE example.org {\n" + lines + "\n}"));
    }

    private Plan plan(HostsHandler hosts) {
        assertThat(problems.toList()).isEmpty();
        hosts.start();
        hosts.close();
        Plan plan = Plan.builder(DomainName.ROOT)
                .handlers(List.of(hosts, new FixedAnswer("forward", ".", 99)))
                .build();
        assertThat(plan.isFast()).isTrue();
        return plan;
    }

    private HostsHandler handler(String lines) throws IOException {
        Path file = Files.writeString(folder.resolve("hosts"), FILE);
        ServerBlock block = Blocks.block(lines.replace("FILE", file.toString()));
        return new HostsHandler(HostsConfig.parse(Blocks.first(block), block, Path::of, problems), meters);
    }

    private static String text(Message reply) {
        if (reply.getRcode() != Rcode.NOERROR) {
            return Rcode.string(reply.getRcode());
        }
        String answers = reply.getSection(Section.ANSWER).stream()
                .map(Record::rdataToString)
                .sorted()
                .collect(Collectors.joining(" "));
        return answers.isEmpty() ? "nothing" : answers;
    }
}
