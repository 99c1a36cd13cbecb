// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.cairn.discovery.Input;
import dev.cairn.discovery.Selection;
import dev.cairn.dns.conformance.ClusterWorld;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.QuestionReader;
import dev.cairn.dns.wire.ResponseWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Answers leave nothing to collect, whatever is asked. */
class HotPathTest {
    private static final int ROUNDS = 500;
    private static final String WORLD = """
            namespace shop
            service  web.shop 10.96.0.1,fd00::1 http:80/tcp dns:53/udp
            slice    web.shop/a http:80/tcp | 10.244.0.1 10.244.0.2 10.244.0.3
            headless db.shop
            slice    db.shop/a pg:5432/tcp | 10.244.1.1=db-0%za 10.244.1.2=db-1%zb
            slice    db.shop/b pg:5432/tcp | fd00:1::1=db-0 fd00:1::2=db-1
            headless big.shop
            pod      shop/web-0 10.244.0.1,fd00:244::1
            external in.shop web.shop.svc.cluster.local.
            external out.shop www.example.com
            """;

    private static final List<String> QUESTIONS = List.of(
            "web.shop.svc.cluster.local. A",
            "WEB.Shop.Svc.cluster.local. AAAA",
            "web.shop.svc.cluster.local. SRV",
            "_http._tcp.web.shop.svc.cluster.local. SRV",
            "_tcp.web.shop.svc.cluster.local. A",
            "10-244-0-2.web.shop.svc.cluster.local. A",
            "db.shop.svc.cluster.local. A",
            "db.shop.svc.cluster.local. ANY",
            "db-0.db.shop.svc.cluster.local. AAAA",
            "_pg._tcp.db.shop.svc.cluster.local. SRV",
            "big.shop.svc.cluster.local. A",
            "_http._tcp.big.shop.svc.cluster.local. SRV",
            "10-245-7-9.big.shop.svc.cluster.local. A",
            "in.shop.svc.cluster.local. A",
            "out.shop.svc.cluster.local. A",
            "nosuch.shop.svc.cluster.local. A",
            "shop.svc.cluster.local. TXT",
            "za.pin._zone.db.shop.svc.cluster.local. A",
            "zb.prefer._zone.db.shop.svc.cluster.local. SRV",
            "zc.prefer._zone.db.shop.svc.cluster.local. A",
            "10-244-0-1.shop.pod.cluster.local. A",
            "fd00-244--1.shop.pod.cluster.local. AAAA",
            "1-2-3-4.shop.pod.cluster.local. A",
            "cluster.local. NS",
            "dns-version.cluster.local. TXT",
            "1.0.96.10.in-addr.arpa. PTR",
            "9.7.245.10.in-addr.arpa. PTR",
            "245.10.in-addr.arpa. PTR",
            "1.1.1.1.in-addr.arpa. PTR");

    private final ClusterModel model = new ClusterModel(
            new ModelOptions(Selection.builder().with(Input.PODS).build(), true), List.of());
    private final ClusterZone forward = zone("cluster.local", PodMode.VERIFIED);
    private final ClusterZone reverse = zone("in-addr.arpa", PodMode.DISABLED);
    private final QuestionReader question = new QuestionReader();
    private final ResponseWriter response = new ResponseWriter();
    private final AnswerContext context = new AnswerContext(1);
    private long answeredBytes;

    HotPathTest() {
        ClusterWorld world = new ClusterWorld(model).apply(WORLD).synced();
        for (int slice = 0; slice < 50; slice++) {
            int third = slice;
            world.apply("slice big.shop/" + slice + " http:80/tcp | "
                    + IntStream.range(0, 100)
                            .mapToObj(last -> "10.245." + third + "." + last)
                            .collect(Collectors.joining(" ")));
        }
        context.datagram(true);
    }

    private ClusterZone zone(String name, PodMode pods) {
        DomainName primary = DomainName.parse("cluster.local");
        return new ClusterZone(model, new ZoneOptions(DomainName.parse(name), primary, 5, pods, false));
    }

    @Test
    void nothingIsAllocatedForAnyKindOfAnswer() throws TextParseException {
        List<byte[]> queries = new ArrayList<>();
        for (String text : QUESTIONS) {
            queries.add(query(text));
        }
        assertThat(allocatedBytes(queries))
                .as("octets for %d answers", ROUNDS * queries.size())
                .isLessThan(ROUNDS);
        assertThat(answeredBytes).isPositive();
    }

    @Test
    void nothingIsAllocatedForAClientOnAStream() throws TextParseException {
        context.stream(true, 42);
        List<byte[]> queries =
                List.of(query("big.shop.svc.cluster.local. A"), query("big.shop.svc.cluster.local. SRV"));
        assertThat(allocatedBytes(queries)).isLessThan(ROUNDS);
    }

    private long allocatedBytes(List<byte[]> queries) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = 0;
        for (int round = 0; round < 2 * ROUNDS; round++) {
            if (round == ROUNDS) { // after as many to warm up
                before = threads.getCurrentThreadAllocatedBytes();
            }
            for (int i = 0; i < queries.size(); i++) {
                answer(queries.get(i));
            }
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private void answer(byte[] query) {
        question.read(query, query.length);
        response.begin(question, ResponseWriter.DEFAULT_UDP_PAYLOAD_BYTES);
        ClusterZone zone = question.isIn(reverse.zone()) ? reverse : forward;
        Verdict verdict = zone.answer(question, response, context);
        if (verdict == Verdict.NO_SUCH_NAME) {
            zone.writeNoSuchName(question, response);
        }
        answeredBytes += response.finish();
    }

    private static byte[] query(String text) throws TextParseException {
        String[] words = text.split(" ", -1);
        Message query = Message.newQuery(Record.newRecord(Name.fromString(words[0]), Type.value(words[1]), DClass.IN));
        return query.toWire();
    }
}
