// SPDX-License-Identifier: Apache-2.0
package dev.cairn.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.lb.Balancers;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import okhttp3.Dns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServiceDnsTest {
    private final InMemoryDiscovery discovery = new InMemoryDiscovery("memory");
    private final Balancers balancers = Balancers.builder()
            .source("k8s", discovery)
            .namespace("shop")
            .service("orders", "static:///10.0.0.1:80,10.0.0.2:80")
            .build();

    @AfterEach
    void close() {
        balancers.close();
        discovery.close();
    }

    @Test
    void answersWithTheEndpointsOfAService() throws Exception {
        assertThat(ServiceDns.of(balancers).lookup("orders"))
                .containsExactlyInAnyOrder(InetAddress.getByName("10.0.0.1"), InetAddress.getByName("10.0.0.2"));
    }

    @Test
    void leavesOtherNamesToAnother() throws Exception {
        List<InetAddress> answer = List.of(InetAddress.getByName("192.0.2.1"));
        Dns others = name -> name.equals("example.org") ? answer : List.of();
        assertThat(ServiceDns.of(balancers, others).lookup("example.org")).isEqualTo(answer);
    }

    @Test
    void saysWhyAServiceHasNoAddress() {
        discovery.synced();
        assertThatThrownBy(() -> ServiceDns.of(balancers).lookup("billing.shop"))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("billing.shop");
    }
}
