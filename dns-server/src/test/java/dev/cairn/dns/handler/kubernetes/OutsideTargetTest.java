// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.chain.Asking;
import dev.cairn.dns.chain.Deferred;
import dev.cairn.dns.chain.Dispatcher;
import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.chain.Outcome;
import dev.cairn.dns.chain.Plan;
import dev.cairn.dns.chain.Touch;
import dev.cairn.dns.chain.Transport;
import dev.cairn.dns.cluster.ClusterModel;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.config.ServerBlock;
import dev.cairn.dns.conformance.ClusterWorld;
import dev.cairn.dns.handler.Blocks;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.Rdata;
import dev.cairn.dns.wire.ResourceRecord;
import dev.cairn.dns.wire.Section;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Aliases that lead out of the zone: Kubernetes DNS spec 1.1.0 §2.5, RFC 6604 §3. */
class OutsideTargetTest {
    private static final String WORLD = """
            namespace shop
            service  web.shop 10.96.0.1
            external in.shop mid.shop.svc.cluster.local
            external mid.shop www.Example.com
            external out.shop www.Example.com
            """;
    private static final Rdata SOA =
            new Rdata.Soa(DomainName.parse("ns.example.com"), DomainName.parse("host.example.com"), 1, 2, 3, 4, 5);

    /** The rest of the server. */
    private static final class Outside implements Handler {
        private Function<Exchange, Outcome> answer = exchange -> Outcome.PASS_ON;
        private final List<String> questions = new ArrayList<>();

        @Override
        public String directive() {
            return "outside";
        }

        @Override
        public Touch touch(DomainName zone) {
            return Touch.ANSWER;
        }

        @Override
        public Outcome handle(Exchange exchange) {
            questions.add(exchange.question().name() + " "
                    + Type.string(exchange.question().type()));
            return answer.apply(exchange);
        }
    }

    private final Outside outside = new Outside();
    private ClusterWorld world =
            new ClusterWorld(new ClusterModel(KubernetesConfig.of(List.of()).modelOptions(), List.of()));
    private Optional<Deferred> waiting = Optional.empty();

    private Dispatcher dispatcher(String options) {
        ServerBlock block = Blocks.block("kubernetes cluster.local {\n" + options + "\n}");
        KubernetesConfig config = KubernetesConfig.parse(Blocks.first(block), block, new Problems());
        ClusterModel model = new ClusterModel(config.modelOptions(), List.of());
        world = new ClusterWorld(model).apply(WORLD).synced();
        List<Handler> handlers = List.of(new KubernetesHandler(config, model), outside);
        return Asking.dispatcher(
                Plan.builder(DomainName.parse("cluster.local"))
                        .handlers(handlers)
                        .build(),
                Plan.builder(DomainName.ROOT).handlers(handlers).build());
    }

    private static Outcome answer(Exchange exchange, int rcode, Section section, ResourceRecord... records) {
        exchange.response().setRcode(rcode);
        exchange.response().setRecursionAvailable(true);
        for (ResourceRecord record : records) {
            exchange.response().record(section, record);
        }
        return Outcome.ANSWERED;
    }

    private static ResourceRecord address(String name, int last) {
        try {
            Inet4Address address = (Inet4Address) InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, (byte) last});
            return new ResourceRecord(DomainName.parse(name), 60, new Rdata.A(address));
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static Message ask(Dispatcher dispatcher, String name, String type) {
        return Asking.ask(dispatcher, Asking.question(name, Type.value(type)));
    }

    private static List<String> records(Message answer, int section) {
        return answer.getSection(section).stream()
                .map(Record::toString)
                .map(text -> text.replaceAll("\\s+", " "))
                .toList();
    }

    /** The whole of what a client sees, when the rest of the server answers at once. */
    private Message askLate(Dispatcher dispatcher, String name, String type) throws IOException {
        byte[] request = Asking.question(name, Type.value(type)).toWire();
        List<Message> replies = new ArrayList<>();
        Exchange exchange = dispatcher.newExchange(Transport.UDP);
        int length =
                dispatcher.serve(exchange, request, request.length, Asking.CLIENT, Asking.SERVER, (to, bytes, size) -> {
                    try {
                        replies.add(new Message(Arrays.copyOf(bytes, size)));
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                });
        assertThat(length).isZero();
        waiting.ifPresent(deferred -> deferred.resume(
                resumed -> answer(resumed, Rcode.NOERROR, Section.ANSWER, address("www.example.com", 7))));
        assertThat(replies).hasSize(1);
        return replies.get(0);
    }

    @Test
    void theAddressesOfTheTargetAreAdded() throws IOException {
        Dispatcher dispatcher = dispatcher("");
        outside.answer = exchange -> answer(
                exchange, Rcode.NOERROR, Section.ANSWER, address("www.example.com", 1), address("www.example.com", 2));
        Message answer = askLate(dispatcher, "out.shop.svc.cluster.local.", "A");
        assertThat(records(answer, org.xbill.DNS.Section.ANSWER))
                .containsExactly(
                        "out.shop.svc.cluster.local. 5 IN CNAME www.Example.com.",
                        "www.Example.com. 60 IN A 192.0.2.1",
                        "www.Example.com. 60 IN A 192.0.2.2");
        assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(answer.getHeader().getFlag(Flags.AA)).isTrue();
        assertThat(answer.getHeader().getFlag(Flags.RA)).isTrue();
        assertThat(outside.questions).containsExactly("www.Example.com. A");
    }

    @Test
    void anAliasOfAnAliasIsFollowedToo() throws IOException {
        Dispatcher dispatcher = dispatcher("");
        outside.answer = exchange -> answer(exchange, Rcode.NOERROR, Section.ANSWER, address("www.example.com", 1));
        assertThat(records(askLate(dispatcher, "in.shop.svc.cluster.local.", "A"), org.xbill.DNS.Section.ANSWER))
                .hasSize(3);
    }

    @Test
    void theCodeIsThatOfTheTarget() throws IOException {
        Dispatcher dispatcher = dispatcher("");
        outside.answer = exchange -> answer(
                exchange,
                Rcode.NXDOMAIN,
                Section.AUTHORITY,
                new ResourceRecord(DomainName.parse("example.com"), 60, SOA));
        Message answer = askLate(dispatcher, "out.shop.svc.cluster.local.", "A");
        assertThat(answer.getRcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(records(answer, org.xbill.DNS.Section.ANSWER))
                .containsExactly("out.shop.svc.cluster.local. 5 IN CNAME www.Example.com.");
        assertThat(answer.getSection(org.xbill.DNS.Section.AUTHORITY)).hasSize(1);
    }

    @Test
    void soIsItsTruncation() throws IOException {
        Dispatcher dispatcher = dispatcher("");
        outside.answer = exchange -> {
            exchange.response().setTruncated(true);
            return answer(exchange, Rcode.NOERROR, Section.ANSWER, address("www.example.com", 1));
        };
        Message answer = askLate(dispatcher, "out.shop.svc.cluster.local.", "A");
        assertThat(answer.getHeader().getFlag(Flags.TC)).isTrue();
        assertThat(records(answer, org.xbill.DNS.Section.ANSWER)).hasSize(2);
    }

    @Test
    void aFailureOfTheTargetIsSeen() throws IOException {
        Dispatcher dispatcher = dispatcher("");
        outside.answer = exchange -> answer(exchange, Rcode.SERVFAIL, Section.ANSWER);
        assertThat(askLate(dispatcher, "out.shop.svc.cluster.local.", "A").getRcode())
                .isEqualTo(Rcode.SERVFAIL);
        outside.answer = exchange -> Outcome.DROPPED;
        assertThat(askLate(dispatcher, "out.shop.svc.cluster.local.", "A").getRcode())
                .isEqualTo(Rcode.SERVFAIL);
    }

    @Test
    void withoutAnybodyToAskTheAliasStandsAlone() throws IOException {
        Message answer = askLate(dispatcher(""), "out.shop.svc.cluster.local.", "A");
        assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(records(answer, org.xbill.DNS.Section.ANSWER))
                .containsExactly("out.shop.svc.cluster.local. 5 IN CNAME www.Example.com.");
        assertThat(outside.questions).hasSize(1);
    }

    @Test
    void theTargetMayAnswerLater() throws IOException {
        Dispatcher dispatcher = dispatcher("");
        outside.answer = exchange -> {
            waiting = Optional.of(exchange.defer());
            return Outcome.DEFERRED;
        };
        assertThat(records(askLate(dispatcher, "out.shop.svc.cluster.local.", "A"), org.xbill.DNS.Section.ANSWER))
                .containsExactly(
                        "out.shop.svc.cluster.local. 5 IN CNAME www.Example.com.",
                        "www.Example.com. 60 IN A 192.0.2.7");
    }

    @Test
    void anAliasThatChangedInTheMeantimeStandsAlone() throws IOException {
        Dispatcher dispatcher = dispatcher("");
        outside.answer = exchange -> {
            world.apply("external out.shop www.example.net");
            return answer(exchange, Rcode.NOERROR, Section.ANSWER, address("www.example.com", 1));
        };
        assertThat(records(askLate(dispatcher, "out.shop.svc.cluster.local.", "A"), org.xbill.DNS.Section.ANSWER))
                .containsExactly("out.shop.svc.cluster.local. 5 IN CNAME www.example.net.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CNAME", "ANY"})
    void whoAsksForTheAliasGetsItAlone(String type) {
        Message answer = ask(dispatcher(""), "out.shop.svc.cluster.local.", type);
        assertThat(answer.getSection(org.xbill.DNS.Section.ANSWER)).hasSize(1);
        assertThat(outside.questions).isEmpty();
    }

    @Test
    void withoutIpv6NobodyIsAskedForIt() {
        Message answer = ask(dispatcher("aaaa off"), "out.shop.svc.cluster.local.", "AAAA");
        assertThat(answer.getSection(org.xbill.DNS.Section.ANSWER)).isEmpty();
        assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(outside.questions).isEmpty();
    }
}
