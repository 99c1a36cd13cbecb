// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.autopath;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.chain.Asking;
import dev.cairn.dns.chain.ClientDomains;
import dev.cairn.dns.chain.Deferred;
import dev.cairn.dns.chain.Dispatcher;
import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.chain.Outcome;
import dev.cairn.dns.chain.Plan;
import dev.cairn.dns.chain.Touch;
import dev.cairn.dns.chain.Transport;
import dev.cairn.dns.metrics.ServerMetrics;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.Header;
import dev.cairn.dns.wire.Message;
import dev.cairn.dns.wire.Rcode;
import dev.cairn.dns.wire.RecordType;
import dev.cairn.dns.wire.ResourceRecord;
import dev.cairn.dns.wire.Section;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pod of the namespace shop, whose node searches corp.test, looks for names. */
class AutopathHandlerTest {
    private static final List<DomainName> POD_DOMAINS =
            names("shop.svc.cluster.local", "svc.cluster.local", "cluster.local");
    private static final AutopathConfig CONFIG = new AutopathConfig(names("cluster.local"), true, names("corp.test"));

    private final World world = new World();
    private final ServerMetrics metrics = new ServerMetrics("1", "");
    private ClientDomains clients = (name, client) -> POD_DOMAINS;
    private AutopathConfig config = CONFIG;

    private static List<DomainName> names(String... names) {
        return Arrays.stream(names).map(DomainName::parse).toList();
    }

    /** Has addresses for some names and codes for others; NXDOMAIN for all the rest, with authority in cluster.local. */
    private static final class World implements Handler {
        private final Map<String, Integer> codes = new HashMap<>();
        private final Map<String, ResourceRecord> records = new HashMap<>();
        private final List<String> asked = new ArrayList<>();
        private final Deque<Deferred> waiting = new ArrayDeque<>();
        private boolean waits;

        World with(String line) {
            ResourceRecord record = ResourceRecord.parse(line);
            records.put(record.owner().toString(), record);
            return this;
        }

        /** The code for a name, or for one type of it. */
        World with(String key, int rcode) {
            codes.put(key, rcode);
            return this;
        }

        @Override
        public String directive() {
            return "world";
        }

        @Override
        public Touch touch(DomainName zone) {
            return Touch.ANSWER;
        }

        @Override
        public Outcome handle(Exchange exchange) {
            if (waits) {
                waiting.add(exchange.defer());
                return Outcome.DEFERRED;
            }
            return answer(exchange);
        }

        Outcome answer(Exchange exchange) {
            DomainName asks = exchange.question().name();
            String name = asks.toString().toLowerCase(Locale.ROOT);
            String typed = name + " " + RecordType.name(exchange.question().type());
            asked.add(typed);
            exchange.response().setAuthoritative(asks.isSubdomainOf(DomainName.parse("cluster.local")));
            ResourceRecord record = records.get(name);
            int rcode = codes.getOrDefault(typed, codes.getOrDefault(name, record == null ? Rcode.NXDOMAIN : 0));
            exchange.response().setRcode(rcode);
            if (record != null && record.type() == exchange.question().type()) {
                exchange.response().record(Section.ANSWER, record);
            } else {
                exchange.response()
                        .record(Section.AUTHORITY, ResourceRecord.parse("test. 7 SOA ns.test. m.test. 1 2 3 4 5"));
            }
            return Outcome.ANSWERED;
        }
    }

    private Message ask(String name, int type) {
        Dispatcher dispatcher = Asking.dispatcher(Plan.builder(DomainName.ROOT)
                .handlers(List.of(new AutopathHandler(config, clients, metrics.meters()), world))
                .build());
        Exchange exchange = dispatcher.newExchange(Transport.UDP);
        byte[] request = Message.query(DomainName.parse(name), type).build().toWire();
        List<byte[]> late = new ArrayList<>();
        int length = dispatcher.serve(
                exchange,
                request,
                request.length,
                Asking.CLIENT,
                Asking.SERVER,
                (client, message, octets) -> late.add(Arrays.copyOf(message, octets)));
        while (!world.waiting.isEmpty()) {
            world.waiting.remove().resume(world::answer);
        }
        byte[] reply = late.isEmpty() ? Arrays.copyOf(exchange.response().bytes(), length) : late.get(0);
        return Message.parse(reply, reply.length);
    }

    private static List<String> answers(Message reply) {
        return reply.answers().stream().map(ResourceRecord::toString).toList();
    }

    @Test
    void answersTheFirstStepAsItIs() {
        world.with("web.shop.svc.cluster.local. 5 A 10.96.0.7");

        assertThat(answers(ask("web.shop.svc.cluster.local.", RecordType.A)))
                .containsExactly("web.shop.svc.cluster.local. 5 IN A 10.96.0.7");
        assertThat(world.asked).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void goesThroughTheWholePathInOneQuery(boolean late) {
        world.waits = late;
        world.with("www.example.org. 60 A 192.0.2.1");

        Message reply = ask("Www.example.org.shop.svc.cluster.local.", RecordType.A);

        assertThat(world.asked)
                .containsExactly(
                        "www.example.org.shop.svc.cluster.local. A",
                        "www.example.org.svc.cluster.local. A",
                        "www.example.org.cluster.local. A",
                        "www.example.org.corp.test. A",
                        "www.example.org. A");
        assertThat(reply.questions().get(0).name()).hasToString("Www.example.org.shop.svc.cluster.local.");
        assertThat(reply.answers().get(0))
                .hasToString("Www.example.org.shop.svc.cluster.local. 60 IN CNAME Www.example.org.");
        assertThat(reply.answers()).hasSize(2);
    }

    @Test
    void leadsFromTheNameAskedToTheNameThatExists() {
        world.with("web.other.svc.cluster.local. 5 A 10.96.0.8");

        Message reply = ask("web.other.shop.svc.cluster.local.", RecordType.A);

        assertThat(answers(reply))
                .containsExactly(
                        "web.other.shop.svc.cluster.local. 5 IN CNAME web.other.svc.cluster.local.",
                        "web.other.svc.cluster.local. 5 IN A 10.96.0.8");
        assertThat(reply.has(Header.FLAG_AA)).isTrue();
        assertThat(reply.authorities()).isEmpty();
    }

    @Test
    void endsAtTheSameNameForAddressesOfBothFamilies() {
        world.with("host.corp.test. 60 A 192.0.2.1").with("host. 60 AAAA 2001:db8::1");

        assertThat(answers(ask("host.shop.svc.cluster.local.", RecordType.A))).hasSize(2);
        Message ipv6 = ask("host.shop.svc.cluster.local.", RecordType.AAAA);

        assertThat(ipv6.rcode()).isEqualTo(Rcode.NOERROR);
        assertThat(answers(ipv6)).containsExactly("host.shop.svc.cluster.local. 7 IN CNAME host.corp.test.");
        assertThat(ipv6.authorities()).hasSize(1);
    }

    @Test
    void doesSoEvenWhereAServerSaysNxdomainForAaaaOnly() {
        world.with("host.corp.test. 60 A 192.0.2.1")
                .with("host.corp.test. AAAA", Rcode.NXDOMAIN)
                .with("host. 60 AAAA 2001:db8::1");

        Message ipv6 = ask("host.shop.svc.cluster.local.", RecordType.AAAA);

        assertThat(ipv6.rcode()).isEqualTo(Rcode.NOERROR);
        assertThat(answers(ipv6)).containsExactly("host.shop.svc.cluster.local. 7 IN CNAME host.corp.test.");
    }

    @Test
    void asksForNothingTwiceInOurOwnZones() {
        ask("host.shop.svc.cluster.local.", RecordType.AAAA);

        assertThat(world.asked)
                .containsExactly(
                        "host.shop.svc.cluster.local. AAAA",
                        "host.svc.cluster.local. AAAA",
                        "host.cluster.local. AAAA",
                        "host.corp.test. AAAA",
                        "host.corp.test. A",
                        "host. AAAA",
                        "host. A");
    }

    @Test
    void answersPlainlyWhereAStepCannotBeAsked() {
        world.with("host.corp.test.", Rcode.SERVFAIL).with("host. 60 A 192.0.2.1");

        Message reply = ask("host.shop.svc.cluster.local.", RecordType.A);

        assertThat(reply.rcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(reply.answers()).isEmpty();
        assertThat(reply.has(Header.FLAG_AA)).isTrue();
    }

    @Test
    void searchesForNothingThatIsRefused() {
        world.with("host.shop.svc.cluster.local.", Rcode.REFUSED).with("host. 60 A 192.0.2.1");

        Message reply = ask("host.shop.svc.cluster.local.", RecordType.A);

        assertThat(reply.rcode()).isEqualTo(Rcode.REFUSED);
        assertThat(reply.answers()).isEmpty();
    }

    @Test
    void leavesOutDomainsThatNobodyAnswersFor() {
        world.with("host.corp.test.", Rcode.REFUSED).with("host. 60 A 192.0.2.1");

        assertThat(answers(ask("host.shop.svc.cluster.local.", RecordType.A))).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host.other.svc.cluster.local.",
                "host.svc.cluster.local.",
                "shop.svc.cluster.local.",
                "host.example.org.",
            })
    void passesOnWhatIsNoFirstStep(String name) {
        world.with("host. 60 A 192.0.2.1");

        ask(name, RecordType.A);

        assertThat(world.asked).containsExactly(name + " A");
    }

    @Test
    void passesOnForClientsThatItKnowsNothingOf() {
        clients = (name, client) -> List.of();
        world.with("host. 60 A 192.0.2.1");

        assertThat(ask("host.shop.svc.cluster.local.", RecordType.A).rcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(world.asked).hasSize(1);
    }

    @Test
    void takesThePathFromAFileForAllClients() {
        config = new AutopathConfig(names("corp.test"), false, names("a.corp.test", "corp.test"));
        world.with("host.corp.test. 60 A 192.0.2.1");

        assertThat(answers(ask("host.a.corp.test.", RecordType.A)))
                .startsWith("host.a.corp.test. 60 IN CNAME host.corp.test.");
    }

    @Test
    void leavesOutNamesThatWouldBeTooLong() {
        String label = "l".repeat(50) + ".";
        config = new AutopathConfig(names("c"), false, names("c", label.repeat(2) + "d"));
        String name = label.repeat(4);

        ask(name + "c.", RecordType.A);

        assertThat(world.asked).containsExactly(name + "c. A", name + " A");
    }

    @Test
    void countsSearchesThatFoundSomething() throws IOException {
        world.with("host. 60 A 192.0.2.1");
        ask("host.shop.svc.cluster.local.", RecordType.A);
        ask("nothing.shop.svc.cluster.local.", RecordType.A);
        ByteArrayOutputStream scraped = new ByteArrayOutputStream();
        metrics.write(scraped, null);

        assertThat(scraped.toString(StandardCharsets.UTF_8))
                .contains("coredns_autopath_success_total{server=\"dns://:53\"} 1.0");
    }

    @Test
    void touchesItsZonesOnly() {
        AutopathHandler handler = new AutopathHandler(CONFIG, clients, metrics.meters());

        assertThat(handler.touch(DomainName.parse("cluster.local"))).isEqualTo(Touch.CHAIN);
        assertThat(handler.touch(DomainName.ROOT)).isEqualTo(Touch.CHAIN);
        assertThat(handler.touch(DomainName.parse("in-addr.arpa"))).isEqualTo(Touch.NONE);
    }
}
