// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.metrics;

import static dev.cairn.dns.chain.Asking.CLIENT;
import static dev.cairn.dns.chain.Asking.SERVER;
import static dev.cairn.dns.chain.Asking.question;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.IpAddress;
import dev.cairn.dns.chain.Dispatcher;
import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.FixedAnswer;
import dev.cairn.dns.chain.LateReplies;
import dev.cairn.dns.chain.Plan;
import dev.cairn.dns.chain.Transport;
import dev.cairn.dns.chain.ZoneTable;
import dev.cairn.dns.wire.DomainName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Type;

class QueryMetricsTest {
    private static final String LABELS = "server=\"dns://:53\",view=\"\",zone=\"cluster.local.\"";

    private static final InetSocketAddress IPV6_CLIENT =
            new InetSocketAddress(IpAddress.parse("2001:db8::1").toInetAddress(), 9);

    private final ServerMetrics metrics = new ServerMetrics("1.0", "abc");
    private final Plan plan = Plan.builder(DomainName.parse("cluster.local."))
            .names("dns://:53", "cluster.local.")
            .countedAs(metrics.queries().series("dns://:53", "cluster.local."))
            .handlers(List.of(new FixedAnswer("kubernetes", "cluster.local.")))
            .build();
    private final Dispatcher dispatcher = new Dispatcher(
            ZoneTable.of(List.of(plan)),
            () -> metrics.queries().newRecorder("dns://:53"),
            () -> 1,
            Duration.ofSeconds(10));

    @Test
    void countsTheTypesThatCoreDnsCountsApart() {
        ask(Transport.UDP, CLIENT, "a.cluster.local.", Type.SVCB, 1);
        assertThat(scrape())
                .contains("coredns_dns_requests_total{family=\"1\",proto=\"udp\"," + reordered("type=\"SVCB\"")
                        + "} 1.0");
    }

    @Test
    void countsRequestsAndResponsesUnderCoreDnsNames() {
        ask(Transport.UDP, CLIENT, "a.cluster.local.", Type.A, 3);
        ask(Transport.TCP, IPV6_CLIENT, "a.cluster.local.", 666, 1);
        assertThat(scrape())
                .contains(
                        "coredns_dns_requests_total{family=\"1\",proto=\"udp\"," + reordered("type=\"A\"") + "} 3.0",
                        "coredns_dns_requests_total{family=\"2\",proto=\"tcp\"," + reordered("type=\"other\"")
                                + "} 1.0",
                        "coredns_dns_responses_total{plugin=\"kubernetes\",rcode=\"NOERROR\"," + LABELS + "} 4.0",
                        "coredns_dns_request_duration_seconds_count{" + LABELS + "} 4",
                        "cairn_dns_fast_path_responses_total{" + LABELS + "} 4.0",
                        "coredns_dns_request_size_bytes_bucket{proto=\"udp\"," + LABELS + ",le=\"100.0\"} 3",
                        "coredns_dns_request_size_bytes_bucket{proto=\"udp\"," + LABELS + ",le=\"0.0\"} 0",
                        "coredns_dns_response_size_bytes_count{proto=\"tcp\"," + LABELS + "} 1",
                        "coredns_panics_total 0.0",
                        "coredns_build_info{goversion=\"java"
                                + Runtime.version().feature() + "\",revision=\"abc\",version=\"1.0\"} 1");
    }

    @Test
    void tellsWhatADirectiveHasAnswered() {
        ask(Transport.UDP, CLIENT, "a.cluster.local.", Type.A, 3);
        ask(Transport.TCP, CLIENT, "a.cluster.local.", Type.A, 2);
        ask(Transport.UDP, CLIENT, "example.org.", Type.A, 1);
        assertThat(metrics.queries().answered("dns://:53", "cluster.local.", "kubernetes"))
                .isEqualTo(5);
        assertThat(metrics.queries().answered("dns://:53", "cluster.local.", "forward"))
                .isZero();
        assertThat(metrics.queries().answered("dns://:54", "cluster.local.", "kubernetes"))
                .isZero();
    }

    @Test
    void sumsOverThreads() {
        ask(Transport.UDP, CLIENT, "a.cluster.local.", Type.A, 1);
        ask(Transport.UDP, CLIENT, "a.cluster.local.", Type.A, 1);
        assertThat(scrape()).anyMatch(line -> line.startsWith("coredns_dns_requests_total") && line.endsWith(" 2.0"));
    }

    @Test
    void countsQueriesOutsideAllZonesAsDroppedAndWithoutPlugin() {
        ask(Transport.UDP, CLIENT, "example.org.", Type.A, 1);
        assertThat(scrape())
                .noneMatch(line -> line.startsWith("cairn_dns_fast_path_responses_total"))
                .contains("coredns_dns_responses_total{plugin=\"\",rcode=\"REFUSED\",server=\"dns://:53\",view=\"\","
                        + "zone=\"dropped\"} 1.0");
    }

    @Test
    void givesTheDurationsCoreDnsBuckets() {
        ask(Transport.UDP, CLIENT, "a.cluster.local.", Type.A, 1);
        List<String> bounds = scrape().stream()
                .filter(line -> line.startsWith("coredns_dns_request_duration_seconds_bucket"))
                .map(line -> line.replaceAll(".*le=\"([^\"]*)\".*", "$1"))
                .toList();
        assertThat(bounds)
                .containsExactly(
                        "2.5E-4", "5.0E-4", "0.001", "0.002", "0.004", "0.008", "0.016", "0.032", "0.064", "0.128",
                        "0.256", "0.512", "1.024", "2.048", "4.096", "8.192", "+Inf");
    }

    @Test
    void keepsTheNumberOfSeriesWhateverClientsAskFor() {
        for (int type = 1000; type < 1200; type++) {
            ask(Transport.UDP, CLIENT, "a" + type + ".cluster.local.", type, 1);
        }
        Stream<String> requests = scrape().stream().filter(line -> line.startsWith("coredns_dns_requests_total"));
        assertThat(requests).hasSize(1);
    }

    @Test
    void saysWhichDirectivesWorkWhere() {
        metrics.showEnabled(List.of(plan));
        assertThat(scrape()).contains("coredns_plugin_enabled{name=\"kubernetes\"," + LABELS + "} 1.0");
        metrics.showEnabled(List.of());
        assertThat(scrape()).noneMatch(line -> line.startsWith("coredns_plugin_enabled{"));
    }

    @Test
    void showsTheRunTimeOnceItIsAskedTo() {
        assertThat(scrape()).noneMatch(line -> line.startsWith("jvm_threads_current"));
        metrics.showRuntime();
        metrics.showRuntime();
        assertThat(scrape()).anyMatch(line -> line.startsWith("jvm_threads_current"));
    }

    private static String reordered(String type) {
        return "server=\"dns://:53\"," + type + ",view=\"\",zone=\"cluster.local.\"";
    }

    private void ask(Transport transport, InetSocketAddress client, String name, int type, int times) {
        Exchange exchange = dispatcher.newExchange(transport);
        byte[] request = question(name, type).toWire();
        for (int i = 0; i < times; i++) {
            dispatcher.serve(exchange, request, request.length, client, SERVER, LateReplies.NOBODY);
        }
    }

    private List<String> scrape() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            metrics.write(out, null);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
