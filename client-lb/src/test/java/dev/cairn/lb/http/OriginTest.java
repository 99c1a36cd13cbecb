// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginTest {
    @ParameterizedTest
    @CsvSource({
        "http://orders.shop/a, orders.shop, orders.shop",
        "http://orders.shop:80/a, orders.shop, orders.shop",
        "HTTPS://Orders.Shop:443/a, orders.shop, orders.shop",
        "https://orders.shop:80/a, orders.shop:80, orders.shop",
        "https://orders.shop.svc.:8443/a, orders.shop.svc.:8443, orders.shop.svc"
    })
    void writesTheNameForHostAndTls(String uri, String authority, String serverName) {
        Origin origin = Origin.of(URI.create(uri));
        assertThat(origin.authority()).isEqualTo(authority);
        assertThat(origin.serverName()).isEqualTo(serverName);
    }

    @ParameterizedTest
    @CsvSource({
        "http://orders.shop/a%20b?x=%26, 10.0.0.1, http://10.0.0.1:8080/a%20b?x=%26",
        "https://orders.shop, fd00::1, 'https://[fd00:0:0:0:0:0:0:1]:8080'"
    })
    void translatesBetweenNameAndAddress(String named, String address, String addressed) throws Exception {
        URI uri = URI.create(named);
        Origin origin = Origin.of(uri);
        URI sent = origin.addressed(uri, new InetSocketAddress(address, 8080));
        assertThat(sent).hasToString(addressed);
        assertThat(origin.named(sent)).isEqualTo(uri);
    }

    @Test
    void isOneForAllWaysToWriteIt() {
        assertThat(Origin.of(URI.create("HTTP://ORDERS.shop:80/a")))
                .isEqualTo(Origin.of(URI.create("http://orders.shop/b")))
                .isNotEqualTo(Origin.of(URI.create("https://orders.shop:80/a")));
    }
}
