// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.chain.Asking;
import dev.cairn.dns.chain.Dispatcher;
import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.chain.Outcome;
import dev.cairn.dns.chain.Plan;
import dev.cairn.dns.chain.Touch;
import dev.cairn.dns.chain.Transport;
import dev.cairn.dns.cluster.ClusterModel;
import dev.cairn.dns.cluster.ModelOptions;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.config.ServerBlock;
import dev.cairn.dns.conformance.ClusterWorld;
import dev.cairn.dns.handler.Blocks;
import dev.cairn.dns.wire.DomainName;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What the handler adds to its zones: which of them is asked, and what a missing name means. */
class KubernetesHandlerTest {
    private static final String WORLD = """
            namespace shop
            service  web.shop 10.96.0.1
            headless db.shop
            slice    db.shop/a | 10.244.0.1 10.244.0.2 10.244.0.3
            """;

    /** Answers whatever is passed on to it with REFUSED and without AA, and counts. */
    private static final class Next implements Handler {
        private int asked;

        @Override
        public String directive() {
            return "next";
        }

        @Override
        public Touch touch(DomainName zone) {
            return Touch.ANSWER;
        }

        @Override
        public Outcome handle(Exchange exchange) {
            asked++;
            exchange.response().setRcode(Rcode.REFUSED);
            return Outcome.ANSWERED;
        }
    }

    private final Next next = new Next();

    private Dispatcher dispatcher(String lines, String world, boolean synced, boolean shuffled) {
        ServerBlock block = Blocks.block(lines);
        KubernetesConfig config = KubernetesConfig.parse(Blocks.first(block), block, new Problems());
        ClusterModel model = new ClusterModel(config.modelOptions(), List.of());
        ClusterWorld cluster = new ClusterWorld(model).apply(world);
        if (synced) {
            cluster.synced();
        }
        KubernetesHandler handler = new KubernetesHandler(config, model);
        return Asking.dispatcher(Plan.builder(DomainName.ROOT)
                .shuffled(shuffled)
                .handlers(List.of(handler, next))
                .build());
    }

    private static Message ask(Dispatcher dispatcher, String name, String type) {
        return Asking.ask(dispatcher, Asking.question(name, Type.value(type)));
    }

    @ParameterizedTest
    @CsvSource({
        "nosuch.shop.svc.cluster.local., NXDOMAIN",
        "nosuch.shop.svc.k8s.example., REFUSED",
        "web.shop.svc.k8s.example., NOERROR",
        "9.9.9.10.in-addr.arpa., REFUSED",
        "www.example.com., REFUSED"
    })
    void passesOnWhatDoesNotExistWhereItShould(String name, String rcode) {
        Dispatcher dispatcher = dispatcher(
                "kubernetes cluster.local k8s.example in-addr.arpa {\nfallthrough k8s.example in-addr.arpa\n}",
                WORLD,
                true,
                false);
        Message answer = ask(dispatcher, name, "A");
        assertThat(Rcode.string(answer.getRcode())).isEqualTo(rcode);
        assertThat(answer.getHeader().getFlag(Flags.AA)).isEqualTo(!rcode.equals("REFUSED"));
        assertThat(next.asked).isEqualTo(rcode.equals("REFUSED") ? 1 : 0);
    }

    @Test
    void aNameWithoutSuchRecordsIsNotPassedOn() {
        Dispatcher dispatcher =
                dispatcher("kubernetes cluster.local in-addr.arpa {\nfallthrough\n}", WORLD, true, false);
        assertThat(ask(dispatcher, "web.shop.svc.cluster.local.", "AAAA").getRcode())
                .isEqualTo(Rcode.NOERROR);
        assertThat(ask(dispatcher, "1.0.244.10.in-addr.arpa.", "TXT").getRcode())
                .isEqualTo(Rcode.NOERROR);
        assertThat(next.asked).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "nosuch.shop.svc.cluster.local.",
        "nosuch.cluster.local.",
        "9.9.9.10.in-addr.arpa.",
        "8.8.8.8.in-addr.arpa."
    })
    void nothingIsPassedOnBeforeTheClusterIsKnown(String name) {
        Dispatcher dispatcher =
                dispatcher("kubernetes cluster.local in-addr.arpa {\nfallthrough\n}", WORLD, false, false);
        Message answer = ask(dispatcher, name, "PTR");
        assertThat(answer.getRcode()).isEqualTo(Rcode.SERVFAIL);
        assertThat(answer.getSection(Section.AUTHORITY)).isEmpty();
        assertThat(next.asked).isZero();
    }

    @Test
    void eachZoneAnswersFromItsOwnModel() {
        ServerBlock block = Blocks.block(
                "kubernetes cluster.local clusterset.local {\nmulticluster clusterset.local\nfallthrough\n}");
        KubernetesConfig config = KubernetesConfig.parse(Blocks.first(block), block, new Problems());
        Map<ModelOptions, ClusterModel> models = new HashMap<>();
        KubernetesHandler handler = new KubernetesHandler(
                config,
                options -> models.computeIfAbsent(options, made -> new ClusterModel(made, List.of())),
                List.of());
        assertThat(models).hasSize(2);
        models.forEach((options, model) -> {
            String name = options.selection().imports() ? "far" : "near";
            ClusterWorld world = new ClusterWorld(model).apply("namespace shop\nservice " + name + ".shop 10.96.0.1");
            if (!options.selection().imports()) {
                world.synced();
            }
        });
        Dispatcher dispatcher = Asking.dispatcher(
                Plan.builder(DomainName.ROOT).handlers(List.of(handler, next)).build());
        assertThat(ask(dispatcher, "near.shop.svc.cluster.local.", "A").getRcode())
                .isEqualTo(Rcode.NOERROR);
        assertThat(ask(dispatcher, "far.shop.svc.clusterset.local.", "A").getRcode())
                .isEqualTo(Rcode.NOERROR);
        assertThat(ask(dispatcher, "far.shop.svc.cluster.local.", "A").getRcode())
                .isEqualTo(Rcode.REFUSED);
        assertThat(ask(dispatcher, "near.shop.svc.clusterset.local.", "A").getRcode())
                .as("of the other clusters not all is known yet")
                .isEqualTo(Rcode.SERVFAIL);
    }

    @Test
    void theLongestZoneAnswers() {
        Dispatcher dispatcher = dispatcher("kubernetes local cluster.local", WORLD, true, false);
        assertThat(ask(dispatcher, "web.shop.svc.cluster.local.", "A").getRcode())
                .isEqualTo(Rcode.NOERROR);
        Message inOuterZone = ask(dispatcher, "nosuch.svc.local.", "A");
        assertThat(inOuterZone.getSection(Section.AUTHORITY).get(0).getName()).hasToString("local.");
        Message inInnerZone = ask(dispatcher, "nosuch.svc.cluster.local.", "A");
        assertThat(inInnerZone.getSection(Section.AUTHORITY).get(0).getName()).hasToString("cluster.local.");
    }

    @Test
    void reverseNamesLeadIntoThePrimaryZone() {
        Dispatcher dispatcher = dispatcher("kubernetes in-addr.arpa k8s.example cluster.local", WORLD, true, false);
        assertThat(ask(dispatcher, "1.0.96.10.in-addr.arpa.", "PTR")
                        .getSection(Section.ANSWER)
                        .get(0)
                        .rdataToString())
                .isEqualTo("web.shop.svc.k8s.example.");
    }

    @Test
    void thePlanSaysWhetherTheOrderIsDrawn() {
        assertThat(orders(dispatcher("kubernetes cluster.local", WORLD, true, false)))
                .isEqualTo(1);
        assertThat(orders(dispatcher("kubernetes cluster.local", WORLD, true, true)))
                .isEqualTo(6);
    }

    private static int orders(Dispatcher dispatcher) {
        Set<String> orders = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            orders.add(ask(dispatcher, "db.shop.svc.cluster.local.", "A")
                    .getSection(Section.ANSWER)
                    .toString());
        }
        return orders.size();
    }

    @Test
    void aClientOnAStreamKeepsItsRecordsFromConnectionToConnection() throws IOException {
        StringBuilder world = new StringBuilder(WORLD);
        for (int slice = 0; slice < 50; slice++) {
            world.append("slice db.shop/").append(slice).append(" |");
            for (int i = 0; i < 100; i++) {
                world.append(" 10.245.").append(slice).append('.').append(i);
            }
            world.append('\n');
        }
        Dispatcher dispatcher = dispatcher("kubernetes cluster.local", world.toString(), true, true);
        byte[] question = Asking.question("db.shop.svc.cluster.local.", Type.A).toWire();
        Set<String> first = addresses(Asking.reply(dispatcher, Transport.TCP, question));
        assertThat(first).hasSizeBetween(3_000, 4_200);
        assertThat(addresses(Asking.reply(dispatcher, Transport.TCP, question))).isEqualTo(first);
        assertThat(addresses(Asking.reply(dispatcher, Transport.TLS, question))).isEqualTo(first);
    }

    private static Set<String> addresses(byte[] reply) throws IOException {
        Set<String> addresses = new HashSet<>();
        new Message(reply).getSection(Section.ANSWER).forEach(record -> addresses.add(record.rdataToString()));
        return addresses;
    }

    @Test
    void touchesItsZonesAndThoseAroundThem() {
        ServerBlock block = Blocks.block("kubernetes cluster.local");
        KubernetesConfig config = KubernetesConfig.parse(Blocks.first(block), block, new Problems());
        KubernetesHandler handler = new KubernetesHandler(config, new ClusterModel(config.modelOptions(), List.of()));
        assertThat(handler.touch(DomainName.parse("cluster.local"))).isEqualTo(Touch.ANSWER);
        assertThat(handler.touch(DomainName.parse("svc.cluster.local"))).isEqualTo(Touch.ANSWER);
        assertThat(handler.touch(DomainName.ROOT)).isEqualTo(Touch.ANSWER);
        assertThat(handler.touch(DomainName.parse("example.org"))).isEqualTo(Touch.NONE);
    }
}
