// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetParserTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(quoteCharacter = '"', textBlock = """
            k8s:///orders,                                          k8s:///orders
            k8s:///orders:http,                                     k8s:///orders:http
            k8s:///orders.shop:8080,                                k8s:///orders.shop:8080
            k8s:///orders.shop.svc:http,                            k8s:///orders.shop:http
            k8s:///orders.shop.svc.cluster.local:http,              k8s:///orders.shop:http
            k8s:///orders.shop.svc.cluster.local.:http,             k8s:///orders.shop:http
            kubernetes:///orders.shop:http,                         k8s:///orders.shop:http
            K8S://SHOP/Orders:HTTP,                                 k8s:///orders.shop:http
            manifests:///orders.shop:http?folder=examples/shop,     manifests:///orders.shop:http?folder=examples/shop
            dns:///orders.shop:http,                                dns:///orders.shop:http
            dns:///orders.shop.svc.cluster.local.:8080,             dns:///orders.shop.svc.cluster.local.:8080
            dns://10.96.0.10/orders:http,                           dns://10.96.0.10:53/orders:http
            dns://[fd00::a]:5353/orders:http,                       dns://[fd00::a]:5353/orders:http
            "static:///10.0.0.1:80,[::1]:80",                       "static:///10.0.0.1:80,[::1]:80"
            file:///srv/My-Shop?service=orders.shop:http,           manifests:///orders.shop:http?folder=/srv/My-Shop
            k8s:///orders.shop:80|dns:///orders.shop:80,            k8s:///orders.shop:80 | dns:///orders.shop:80
            """)
    void readsEveryFormAndWritesItsCanonicalOne(String text, String canonical) {
        ParsedTarget parsed = TargetParser.parse(text);
        assertThat(parsed).hasToString(canonical);
        assertThat(TargetParser.parse(canonical)).isEqualTo(parsed);
    }

    @Test
    void takesTheNameApart() {
        assertThat(TargetParser.parse("manifests://shop/orders:http?folder=a%20b&x=1+1"))
                .isEqualTo(new ParsedTarget.OfService(
                        "manifests",
                        "orders",
                        "shop",
                        new PortReference(0, "http"),
                        Map.of("folder", "a b", "x", "1+1")));
        assertThat(TargetParser.parse("dns:///orders:80"))
                .isEqualTo(new ParsedTarget.OfDns(List.of(), "orders", PortReference.of(80)));
    }

    @Test
    void knowsWhatTheDnsCallsAService() {
        ParsedTarget.OfService whole = (ParsedTarget.OfService) TargetParser.parse("k8s:///orders.shop:http");
        ParsedTarget.OfService brief = (ParsedTarget.OfService) TargetParser.parse("k8s:///orders:80");
        assertThat(whole.inDns("example.org")).hasToString("dns:///orders.shop.svc.example.org.:http");
        assertThat(brief.inDns("example.org")).hasToString("dns:///orders:80");
    }

    @ParameterizedTest(name = "{0} guesses {1}")
    @CsvSource(quoteCharacter = '"', textBlock = """
            k8s://orders.shop:http,          has the service in the authority; did you mean k8s:///orders.shop:http ?
            k8s:/orders.shop:http,           did you mean k8s:///orders.shop:http ?
            k8s:orders.shop:http,            did you mean k8s:///orders.shop:http ?
            orders.shop:http,                did you mean k8s:///orders.shop:http ?
            k8s:///shop/orders:http,         did you mean k8s:///orders.shop:http ?
            k8s:///orders.shop.prod:http,    did you mean k8s:///orders.shop:http ?
            http://orders.shop:8080/cart,    did you mean k8s:///orders.shop:8080 ?
            dns://orders.shop:http,          did you mean dns:///orders.shop:http ?
            dns://ns1.example/orders:http,   has a DNS server that is not an address
            static://10.0.0.1:80,            did you mean static:///10.0.0.1:80 ?
            10.0.0.1:80,                     did you mean static:///10.0.0.1:80 ?
            static:///::1:80,                did you mean static:///[::1:80]:8080 ?
            static:///10.0.0.1,              did you mean static:///10.0.0.1:8080 ?
            static:///db.shop:80,            did you mean dns:///db.shop:80 ?
            k8s:///,                         names no service
            k8s:///orders.shop:0,            a port number is 1..65535
            k8s:///orders.shop:65536,        a port number is 1..65535
            k8s:///orders.shop:not_a_port,   a port is a number
            k8s:///orders_x.shop:http,       bad service
            k8s:///orders..svc:http,         bad namespace
            k8s:///orders?folder,            bad option
            file:///srv/shop,                did you mean file:///srv/shop?service=orders.shop:http ?
            file://srv/shop?service=a:80,    did you mean file:///srv/shop?service=orders.shop:http ?
            k8s:///orders:80 |,              it is empty
            "",                              it is empty
            """)
    void refusesWhatIsNoTargetAndGuessesWhatWasMeant(String text, String message) {
        assertThatThrownBy(() -> TargetParser.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
