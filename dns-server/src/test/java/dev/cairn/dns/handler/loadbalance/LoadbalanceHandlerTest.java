// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.loadbalance;

import static dev.cairn.dns.chain.Asking.CLIENT;
import static dev.cairn.dns.chain.Asking.SERVER;
import static dev.cairn.dns.chain.Asking.dispatcher;
import static dev.cairn.dns.chain.Asking.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cairn.dns.chain.Answering;
import dev.cairn.dns.chain.Dispatcher;
import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.LateReplies;
import dev.cairn.dns.chain.Plan;
import dev.cairn.dns.chain.Transport;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.handler.Blocks;
import dev.cairn.dns.handler.CapturedLog;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.Message;
import dev.cairn.dns.wire.Rcode;
import dev.cairn.dns.wire.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Type;

/** The order of addresses that other handlers wrote as 10.0.0.1 to 10.0.0.4. */
class LoadbalanceHandlerTest {
    private static final int ROUNDS = 12_000;

    @TempDir
    private Path folder;

    private final Problems problems = new Problems();

    @Test
    void drawsEachOrderEquallyOften() throws IOException {
        Map<String, Integer> orders = asked(plan("loadbalance"), ROUNDS);

        assertThat(orders).hasSize(24);
        assertThat(orders.values()).allSatisfy(times -> assertThat(times).isCloseTo(ROUNDS / 24, within(120)));
    }

    @Test
    void putsPreferredRangesToTheFrontInTheirOrder() throws IOException {
        Map<String, Integer> orders =
                asked(plan("loadbalance {\n prefer 10.0.0.4 10.0.0.2/31\n prefer fd00::/8\n}"), 500);

        assertThat(orders).containsOnlyKeys("4 2 3 1", "4 3 2 1");
    }

    @Test
    void putsAddressesToTheFrontAsOftenAsTheirWeightsSay() throws IOException {
        weights(
                "www.EXAMPLE.org\n10.0.0.1 3\n10.0.0.3 2\n# 10.0.0.2 and 10.0.0.4 have 1\n\nother.example.org\n10.0.0.2 250\n");

        Map<String, Integer> fronts = new TreeMap<>();
        asked(plan("loadbalance weighted FILE"), 7 * 1000)
                .forEach((order, times) -> fronts.merge(order.substring(0, 1), times, Integer::sum));

        assertThat(fronts).containsOnlyKeys("1", "2", "3", "4");
        assertThat(fronts.get("1")).isCloseTo(3000, within(200));
        assertThat(fronts.get("2")).isCloseTo(1000, within(150));
        assertThat(fronts.get("3")).isCloseTo(2000, within(180));
        assertThat(fronts.get("4")).isCloseTo(1000, within(150));
    }

    @Test
    void leavesTheOthersWhereTheyAreWhenOneGoesToTheFront() throws IOException {
        weights("www.example.org\n10.0.0.1 1\n");

        assertThat(asked(plan("loadbalance weighted FILE"), 500))
                .containsOnlyKeys("1 2 3 4", "2 1 3 4", "3 2 1 4", "4 2 3 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.1 3                        | line 1 must come after the name that has the address",
                "www.example.org~10.0.0.1          | line 2 must be a name, or an address and a weight from 1 to 255",
                "www.example.org~10.0.0.1 0        | line 2 must be a name, or an address and a weight from 1 to 255",
                "www.example.org~10.0.0.1 256      | line 2 must be a name, or an address and a weight from 1 to 255",
                "~# x~www.example.org~10.0.0.300 2 | line 4 must be a name, or an address and a weight from 1 to 255",
            })
    void saysWhichLineOfTheFileIsWrongAndGoesOnWithEqualWeights(String text, String problem) throws IOException {
        weights(text.replace('~', '\n'));
        try (CapturedLog log = new CapturedLog(LoadbalanceHandler.class)) {
            Plan plan = plan("loadbalance weighted FILE");

            assertThat(log.lines()).singleElement().asString().contains(problem);
            assertThat(asked(plan, 200)).hasSize(4);
        }
    }

    @Test
    void leavesNegativeAnswersAlone() {
        Plan plan = Plan.builder(DomainName.ROOT)
                .handlers(List.of(handler("loadbalance"), new Answering(exchange -> {
                    write(exchange);
                    exchange.response().setRcode(Rcode.NXDOMAIN);
                })))
                .build();

        assertThat(asked(plan, 100)).containsOnlyKeys("1 2 3 4");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "loadbalance roundrobin                  | unknown policy of loadbalance \"roundrobin\": did you mean",
                "loadbalance round_robin twice           | loadbalance takes 0 to one argument, not 2",
                "loadbalance weighted                    | loadbalance: weighted needs one file of weights",
                "loadbalance weighted a b                | loadbalance: weighted needs one file of weights",
                "loadbalance {~ reload 5s ~}             | loadbalance: reload is for the policy weighted",
                "loadbalance weighted a {~ reload now ~} | \"now\" is not a duration",
                "loadbalance {~ prefer ~}                | prefer takes one argument or more, not 0",
                "loadbalance {~ prefer 10.0.0.0/33 ~}    | \"10.0.0.0/33\" is not an address or a range of them",
                "loadbalance {~ preferr 10.0.0.0/8 ~}    | unknown option of loadbalance \"preferr\": did you mean"
            })
    void saysWhatIsWrong(String lines, String problem) {
        handler(lines.replace('~', '\n'));

        assertThat(problems.toList()).singleElement().asString().contains(problem);
    }

    private void weights(String text) throws IOException {
        Files.writeString(folder.resolve("weights"), text);
    }

    private LoadbalanceHandler handler(String lines) {
        String text = lines.replace("FILE", folder.resolve("weights").toString());
        return new LoadbalanceHandler(LoadbalanceConfig.parse(Blocks.first(Blocks.block(text)), Path::of, problems));
    }

    private Plan plan(String lines) {
        LoadbalanceHandler handler = handler(lines);
        assertThat(problems.toList()).isEmpty();
        handler.start();
        handler.close();
        Plan plan = Plan.builder(DomainName.ROOT)
                .handlers(List.of(handler, new Answering(LoadbalanceHandlerTest::write)))
                .build();
        assertThat(plan.isFast()).isTrue();
        return plan;
    }

    private static void write(Exchange exchange) {
        for (int i = 1; i <= 4; i++) {
            byte[] address = {10, 0, 0, (byte) i};
            exchange.response().address(Section.ANSWER, exchange.question().nameOffset(), 5, address, 0, 4);
        }
    }

    /** How often each order was answered, the generator always starting the same. */
    private static Map<String, Integer> asked(Plan plan, int times) {
        Dispatcher dispatcher = dispatcher(plan);
        Exchange exchange = dispatcher.newExchange(Transport.UDP);
        byte[] request = question("Www.example.org.", Type.A).toWire();
        Map<String, Integer> orders = new TreeMap<>();
        for (int i = 0; i < times; i++) {
            int length = dispatcher.serve(exchange, request, request.length, CLIENT, SERVER, LateReplies.NOBODY);
            Message reply = Message.parse(exchange.response().bytes(), length);
            String order = reply.answers().stream()
                    .map(answer -> answer.data().toString().replace("10.0.0.", ""))
                    .collect(Collectors.joining(" "));
            orders.merge(order, 1, Integer::sum);
        }
        return orders;
    }
}
