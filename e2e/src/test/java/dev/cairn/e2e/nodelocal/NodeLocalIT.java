// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.nodelocal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.e2e.cluster.Cluster;
import dev.cairn.e2e.cluster.Waiting;
import dev.cairn.e2e.report.Report;
import dev.cairn.e2e.report.Section;
import dev.cairn.e2e.server.Answer;
import dev.cairn.e2e.server.DnsClient;
import dev.cairn.e2e.server.Exposition;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Type;

/** CoreDNS with the file of NodeLocal DNSCache in front of our server: it asks over TCP, and its connections live. */
class NodeLocalIT {
    /** How long, in seconds. */
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("cairn.e2e.nodelocal.seconds", 20));

    private static final String NAMESPACE = "nodelocal";
    private static final int SEEN_SECONDS = 60;
    private static final int SERVICES = 10;
    private static final Duration BETWEEN_CHANGES = Duration.ofMillis(500);
    private static final int LEAST_QUESTIONS_PER_CONNECTION = 50;

    private final ServiceNames services = new ServiceNames();
    private int changes;
    private int late;

    @Test
    void itsConnectionsToOurServerLive() throws IOException {
        Cluster cluster = Cluster.shared();
        try (Site site = new Site(cluster)) {
            DnsClient local = new DnsClient(new InetSocketAddress(Site.LOCAL_ADDRESS, 53));
            DnsClient direct = new DnsClient(site.cairnAddress());
            Client udp = new Client("udp", local, false, services);
            Client tcp = new Client("tcp", local, true, services);
            try (udp;
                    tcp) {
                long endNanos = System.nanoTime() + TIME.toNanos();
                while (System.nanoTime() < endNanos) {
                    change(cluster, direct, local);
                }
            }
            conclude(site, udp, tcp);
        }
    }

    /** A new Service, and an old one that goes. A busy machine's API server may not come to it: that is not what this test is about. */
    private void change(Cluster cluster, DnsClient direct, DnsClient local) {
        long startNanos = System.nanoTime();
        try {
            makeOne(cluster, direct);
            if (services.size() > SERVICES) {
                takeOne(cluster, direct, local);
            }
        } catch (KubernetesClientException e) {
            late++;
        }
        Waiting.until(
                "the next change is due",
                SEEN_SECONDS,
                () -> System.nanoTime() - startNanos > BETWEEN_CHANGES.toNanos());
    }

    /** Nobody asks NodeLocal for it before our server has it. */
    private void makeOne(Cluster cluster, DnsClient direct) {
        ServiceNames.Named made = create(cluster, "changing-" + changes++);
        Waiting.until(
                "the Service is there", SEEN_SECONDS, () -> has(direct.udp(made.dnsName(), Type.A), made.address()));
        services.add(made);
    }

    /** NodeLocal is asked for what it has not asked yet. */
    private void takeOne(Cluster cluster, DnsClient direct, DnsClient local) {
        ServiceNames.Named old = services.removeOldest();
        cluster.client()
                .services()
                .inNamespace(NAMESPACE)
                .withName(old.service())
                .delete();
        Waiting.until("the Service is gone", SEEN_SECONDS, () -> isAbsent(direct.udp(old.dnsName(), Type.A)));
        Answer answer = local.udp("_http._tcp." + old.dnsName(), Type.SRV);
        assertThat(isAbsent(answer)).as("%s after it went: %s", old, answer).isTrue();
    }

    private static ServiceNames.Named create(Cluster cluster, String name) {
        Service service = cluster.client()
                .services()
                .inNamespace(NAMESPACE)
                .resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .addNewPort()
                        .withName("http")
                        .withPort(80)
                        .endPort()
                        .endSpec()
                        .build())
                .create();
        return new ServiceNames.Named(
                name,
                name + "." + NAMESPACE + ".svc.cluster.local",
                service.getSpec().getClusterIP());
    }

    private static boolean has(Answer answer, String address) {
        return answer.data().equals(List.of(address));
    }

    private static boolean isAbsent(Answer answer) {
        return answer.rcode().equals("NXDOMAIN");
    }

    private void conclude(Site site, Client udp, Client tcp) throws IOException {
        Exposition nodeLocal = site.nodeLocalMetrics();
        Map<String, String> toUs = Map.of("to", Site.SERVICE, "proto", "tcp");
        double opened = nodeLocal.sum("coredns_proxy_conn_cache_misses_total", toUs);
        double reused = nodeLocal.sum("coredns_proxy_conn_cache_hits_total", toUs);
        double seen = site.cairnMetrics().sum("coredns_dns_requests_total", Map.of("proto", "tcp"));
        Report.add(
                Section.RESOLVERS,
                "NodeLocal DNSCache in front, " + TIME.toSeconds() + " s",
                "%,d questions, %d Services made, %d wrong answers; %,.0f asked of Cairn over %.0f TCP connections",
                udp.asked() + tcp.asked(),
                changes - late,
                udp.wrong().size() + tcp.wrong().size(),
                seen,
                opened);
        assertThat(udp.wrong()).isEmpty();
        assertThat(tcp.wrong()).isEmpty();
        assertThat(site.logs()).doesNotContain("[ERROR]");
        assertThat(nodeLocal.sum("coredns_dns_responses_total", Map.of("rcode", "SERVFAIL")))
                .isZero();
        assertThat(changes - late).isGreaterThan(SERVICES);
        assertThat(seen).as("questions that came over TCP").isGreaterThanOrEqualTo(opened + reused);
        assertThat(reused)
                .as("questions on a connection that was there")
                .isGreaterThan(opened * LEAST_QUESTIONS_PER_CONNECTION);
    }
}
