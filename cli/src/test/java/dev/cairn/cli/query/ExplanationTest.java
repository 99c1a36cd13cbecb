// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.Edns;
import dev.cairn.dns.wire.EdnsOption;
import dev.cairn.dns.wire.ExtendedError;
import dev.cairn.dns.wire.Message;
import dev.cairn.dns.wire.Rcode;
import dev.cairn.dns.wire.Rdata;
import dev.cairn.dns.wire.RecordType;
import dev.cairn.dns.wire.ResourceRecord;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplanationTest {
    private static final DomainName ZONE = DomainName.parse("cluster.local.");
    private static final Set<String> EXISTING = Set.of(
            "svc.cluster.local.",
            "shop.svc.cluster.local.",
            "orders.shop.svc.cluster.local.",
            "_tcp.orders.shop.svc.cluster.local.",
            "db.shop.svc.cluster.local.");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nosuch.shop.svc | Namespace shop exists and has no Service nosuch, or it is headless and has no ready endpoint.",
                "orders.shpo.svc | There is no namespace shpo, or it is not served.",
                "_http._tcp.orders.shpo.svc | There is no namespace shpo, or it is not served.",
                "_grpc._tcp.orders.shop.svc | Service orders.shop has no port named grpc over TCP.",
                "_dns._udp.orders.shop.svc | Service orders.shop has no named port over UDP.",
                "db-9.db.shop.svc | Service db.shop exists and has no ready endpoint with the hostname db-9; only headless Services have such names.",
                "10-244-0-1.shop.pod | Names of pods are answered only when the Corefile says \"pods insecure\".",
                "orders.shop | Names of Services end in .svc before the zone."
            })
    void findsOutWhichLabelDoesNotExist(String name, String reason) {
        assertThat(explain(name + ".cluster.local.", RecordType.A, missing()))
                .containsExactly(
                        "The server is authoritative for cluster.local and has no " + name + ".cluster.local.", reason);
    }

    @Test
    void saysThatAnAddressBelongsToNobody() {
        Message reply = Message.builder()
                .rcode(Rcode.NXDOMAIN)
                .authority(soa(DomainName.parse("in-addr.arpa.")))
                .build();
        assertThat(explain("9.0.96.10.in-addr.arpa.", RecordType.PTR, reply))
                .contains("No Service and no ready endpoint of a headless Service has this address.");
    }

    @Test
    void saysThatANameExistsWithoutSuchARecord() {
        Message reply = Message.builder().authority(soa(ZONE)).build();
        assertThat(explain("orders.shop.svc.cluster.local.", RecordType.AAAA, reply))
                .containsExactly("orders.shop.svc.cluster.local exists and has no record of type AAAA.");
    }

    @Test
    void saysWhereAnAliasEnds() {
        DomainName name = DomainName.parse("payments.shop.svc.cluster.local.");
        Message reply = Message.builder()
                .answer(new ResourceRecord(name, 5, new Rdata.Cname(DomainName.parse("api.example.com."))))
                .build();
        assertThat(explain(name.toString(), RecordType.A, reply))
                .containsExactly("It is an alias; this server does not know the target api.example.com.");
        assertThat(explain(name.toString(), RecordType.CNAME, reply)).isEmpty();
    }

    @Test
    void tellsNotReadyFromOtherFailures() {
        assertThat(explain("a.", RecordType.A, failed(Rcode.SERVFAIL, ExtendedError.NOT_READY, "")))
                .containsExactly(
                        "The server has not read its Services yet, and so cannot say what does not exist. Ask again soon.");
        assertThat(explain("a.", RecordType.A, failed(Rcode.SERVFAIL, ExtendedError.NETWORK_ERROR, "10.0.0.1 is down")))
                .containsExactly("The server failed: Network Error, 10.0.0.1 is down.");
        assertThat(explain(
                        "a.",
                        RecordType.A,
                        Message.builder().rcode(Rcode.SERVFAIL).build()))
                .containsExactly("The server failed; its log says why.");
    }

    @Test
    void tellsARefusalForWantOfAZone() {
        assertThat(explain("orders.shop.", RecordType.A, failed(Rcode.REFUSED, ExtendedError.NOT_AUTHORITATIVE, "")))
                .containsExactly(
                        "The server has no zone that orders.shop lies in, and does not ask other servers for it.",
                        "If it is a Service, its whole name is orders.shop.svc.cluster.local.");
        assertThat(explain("a.b.c.", RecordType.A, failed(Rcode.REFUSED, ExtendedError.PROHIBITED, "")))
                .containsExactly("The server refuses to answer: Prohibited.");
    }

    @Test
    void tellsAFailureForWantOfADirective() {
        assertThat(explain("orders.shop.", RecordType.A, failed(Rcode.SERVFAIL, ExtendedError.NOT_AUTHORITATIVE, "")))
                .containsExactly(
                        "Nothing in the server's configuration answers for orders.shop, and it does not ask other servers for it.",
                        "If it is a Service, its whole name is orders.shop.svc.cluster.local.");
    }

    @Test
    void saysNothingOfAnAnswer() {
        DomainName name = DomainName.parse("www.example.com.");
        Message reply = Message.builder()
                .answer(new ResourceRecord(name, 5, new Rdata.Txt(List.of("a"))))
                .build();
        assertThat(explain("www.example.com.", RecordType.TXT, reply)).isEmpty();
    }

    private static List<String> explain(String name, int type, Message reply) {
        return new Explanation(
                        DomainName.parse(name),
                        type,
                        reply,
                        asked -> EXISTING.contains(asked.toString()) ? Rcode.NOERROR : Rcode.NXDOMAIN)
                .lines();
    }

    private static Message missing() {
        return Message.builder().rcode(Rcode.NXDOMAIN).authority(soa(ZONE)).build();
    }

    private static Message failed(int rcode, int infoCode, String text) {
        return Message.builder()
                .rcode(rcode)
                .edns(new Edns(1232, 0, false, List.of(EdnsOption.extendedError(infoCode, text))))
                .build();
    }

    private static ResourceRecord soa(DomainName zone) {
        return new ResourceRecord(
                zone, 5, new Rdata.Soa(zone.prepend("ns.dns"), zone.prepend("hostmaster"), 1, 7200, 1800, 86400, 5));
    }
}
