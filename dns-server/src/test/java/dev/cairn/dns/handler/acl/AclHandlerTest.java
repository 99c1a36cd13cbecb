// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.acl;

import static dev.cairn.dns.chain.Asking.dispatcher;
import static dev.cairn.dns.chain.Asking.question;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.chain.Asking;
import dev.cairn.dns.chain.CountedMeters;
import dev.cairn.dns.chain.Dispatcher;
import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.FixedAnswer;
import dev.cairn.dns.chain.LateReplies;
import dev.cairn.dns.chain.Plan;
import dev.cairn.dns.chain.Transport;
import dev.cairn.dns.config.Problem;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.config.ServerBlock;
import dev.cairn.dns.handler.Blocks;
import dev.cairn.dns.wire.DomainName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Policies of the directive acl, and what clients see of them. */
class AclHandlerTest {
    private final Problems problems = new Problems();
    private final CountedMeters meters = new CountedMeters();

    @ParameterizedTest(name = "{0}: {1} {2} from {3} is {4}")
    @CsvSource(
            delimiter = '|',
            value = {
                "acl {~ block type A net 192.168.0.0/16 ~}  | a.cluster.local. | A   | 192.168.1.1 | refused",
                "acl {~ block type A net 192.168.0.0/16 ~}  | a.cluster.local. | TXT | 192.168.1.1 | answered",
                "acl {~ block type A net 192.168.0.0/16 ~}  | a.cluster.local. | A   | 192.169.1.1 | answered",
                "acl {~ block type A AAAA ~}                | a.cluster.local. | AAAA| ::1         | refused",
                "acl {~ block type * net * ~}               | a.cluster.local. | MX  | ::1         | refused",
                "acl {~ BLOCK Type a NET 10.0.0.1 ~}        | a.cluster.local. | A   | 10.0.0.1    | refused",
                "acl {~ filter net 10.0.0.0/8 ~}            | a.cluster.local. | A   | 10.1.1.1    | empty",
                "acl {~ drop net 2001:db8::/32 ~}           | a.cluster.local. | A   | 2001:db8::9 | nothing",
                "acl {~ allow net 10.0.0.0/24 ~ block ~}    | a.cluster.local. | A   | 10.0.0.9    | answered",
                "acl {~ allow net 10.0.0.0/24 ~ block ~}    | a.cluster.local. | A   | 10.0.1.9    | refused",
                "acl {~ block ~ allow net 10.0.0.0/24 ~}    | a.cluster.local. | A   | 10.0.0.9    | refused",
                "acl a.cluster.local {~ block ~}            | A.cluster.local. | A   | 10.0.0.9    | refused",
                "acl a.cluster.local {~ block ~}            | x.a.cluster.local. | A | 10.0.0.9    | refused",
                "acl a.cluster.local {~ block ~}            | b.cluster.local. | A   | 10.0.0.9    | answered",
                "acl a.cluster.local {~ allow ~} ~ acl {~ block ~} | a.cluster.local. | A | 10.0.0.9 | answered",
                "acl a.cluster.local {~ allow ~} ~ acl {~ block ~} | b.cluster.local. | A | 10.0.0.9 | refused",
                "acl {~ block type TXT ~} ~ acl {~ drop ~}  | b.cluster.local. | A   | 10.0.0.9    | nothing",
                "acl                                        | b.cluster.local. | A   | 10.0.0.9    | answered"
            })
    void theFirstPolicyThatMatchesDecides(String lines, String name, String type, String client, String result)
            throws IOException {
        assertThat(result(asked(lines, name, type, client))).isEqualTo(result);
    }

    @Test
    void saysWhyWhereEdnsAllows() throws IOException {
        assertThat(extendedError(asked("acl {\n block\n}", "a.cluster.local.", "A", "10.0.0.1")))
                .isEqualTo(ExtendedErrorCodeOption.BLOCKED);
        assertThat(extendedError(asked("acl {\n filter\n}", "a.cluster.local.", "A", "10.0.0.1")))
                .isEqualTo(ExtendedErrorCodeOption.FILTERED);
    }

    @Test
    void blocksClientsWithoutAnAddress() {
        Dispatcher dispatcher = dispatcher(plan("acl {\n allow net 10.0.0.0/8\n}"));
        Exchange exchange = dispatcher.newExchange(Transport.UDP);
        byte[] request = question("a.cluster.local.", Type.A).toWire();

        dispatcher.serve(
                exchange,
                request,
                request.length,
                InetSocketAddress.createUnresolved("somebody", 1),
                Asking.SERVER,
                LateReplies.NOBODY);

        assertThat(exchange.response().rcode()).isEqualTo(Rcode.REFUSED);
    }

    @Test
    void countsUnderCoreDnsNames() throws IOException {
        asked("acl {\n block\n}", "a.cluster.local.", "A", "10.0.0.1");
        asked("acl cluster.local {\n filter\n}", "a.cluster.local.", "A", "10.0.0.1");
        asked("acl a.cluster.local {\n drop\n}", "a.cluster.local.", "A", "10.0.0.1");
        asked("acl b.cluster.local {\n drop\n}", "a.cluster.local.", "A", "10.0.0.1");
        asked("acl {\n allow\n}", "a.cluster.local.", "A", "10.0.0.1");

        assertThat(meters.counts())
                .containsEntry("coredns_acl_blocked_requests_total{server=dns://:53,zone=cluster.local.,view=}", 1L)
                .containsEntry("coredns_acl_filtered_requests_total{server=dns://:53,zone=cluster.local.,view=}", 1L)
                .containsEntry("coredns_acl_dropped_requests_total{server=dns://:53,zone=a.cluster.local.,view=}", 1L)
                .containsEntry("coredns_acl_allowed_requests_total{server=dns://:53,view=}", 2L)
                .hasSize(4);
    }

    @Test
    void staysOnTheFastPath() {
        assertThat(plan("acl {\n block\n}").isFast()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bloc net 10.0.0.0/8   | Corefile:3: unknown action of acl \"bloc\": did you mean \"block\"?",
                "block nett 10.0.0.0/8 | Corefile:3: unknown section of block \"nett\": did you mean \"net\"?",
                "block type            | Corefile:3: block: type needs something to match; * matches everything",
                "block net 10.0.0.0/40 | Corefile:3: \"10.0.0.0/40\" is not an address or a range of them",
                "block type AAAB       | Corefile:3: acl: unknown mnemonic \"AAAB\"",
            })
    void saysWhatIsWrong(String policy, String problem) {
        rules("acl {\n" + policy + "\n}");

        assertThat(problems.toList())
                .singleElement()
                .extracting(Problem::toString)
                .asString()
                .startsWith(problem);
    }

    private byte[] asked(String lines, String name, String type, String client) throws IOException {
        Dispatcher dispatcher = dispatcher(plan(lines.replace("~", "\n")));
        Message query = question(name, Type.value(type));
        query.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);
        byte[] request = query.toWire();
        Exchange exchange = dispatcher.newExchange(Transport.UDP);
        InetSocketAddress from = new InetSocketAddress(InetAddress.getByName(client), 40_000);
        int length = dispatcher.serve(exchange, request, request.length, from, Asking.SERVER, LateReplies.NOBODY);
        return Arrays.copyOf(exchange.response().bytes(), length);
    }

    private Plan plan(String lines) {
        AclHandler acl = new AclHandler(rules(lines), meters);
        assertThat(problems.toList()).isEmpty();
        return Plan.builder(DomainName.parse("cluster.local."))
                .handlers(List.of(acl, new FixedAnswer("kubernetes", "cluster.local.")))
                .build();
    }

    private List<AclConfig> rules(String lines) {
        ServerBlock block = Blocks.block(lines);
        return block.directives().stream()
                .map(line -> AclConfig.parse(line, block, problems))
                .toList();
    }

    private static String result(byte[] reply) throws IOException {
        if (reply.length == 0) {
            return "nothing";
        }
        Message message = new Message(reply);
        if (message.getRcode() == Rcode.REFUSED) {
            return "refused";
        }
        return message.getSection(Section.ANSWER).isEmpty() ? "empty" : "answered";
    }

    private static int extendedError(byte[] reply) throws IOException {
        return new Message(reply)
                .getOPT().getOptions().stream()
                        .map(ExtendedErrorCodeOption.class::cast)
                        .findFirst()
                        .orElseThrow()
                        .getErrorCode();
    }
}
