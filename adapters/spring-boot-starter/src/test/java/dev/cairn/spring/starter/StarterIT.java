// SPDX-License-Identifier: Apache-2.0
package dev.cairn.spring.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.testkit.Groups;
import dev.cairn.discovery.testkit.KubernetesJson;
import dev.cairn.discovery.testkit.Services;
import dev.cairn.discovery.testkit.SmallApiServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cloud.client.loadbalancer.LoadBalanced;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;

/** An application with nothing but the starter and one property calls a pod that an API server knows. */
@Timeout(60)
class StarterIT {
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Shop {
        @Bean
        @LoadBalanced
        RestClient.Builder restClient() {
            return RestClient.builder();
        }
    }

    @Test
    void anApplicationCallsAServiceOfItsCluster() throws IOException {
        HttpServer pod = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        pod.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        pod.start();
        Map<String, List<String>> objects = Map.of(
                "services",
                List.of(KubernetesJson.of(Services.clusterIp("orders.shop", "10.96.0.1", 80), "5")),
                "endpointslices",
                List.of(KubernetesJson.of(
                        ServiceName.parse("orders.shop"),
                        Groups.of("orders-a", pod.getAddress().getPort(), "127.0.0.1"),
                        "6")));
        try (SmallApiServer api = SmallApiServer.start(0, objects);
                ConfigurableApplicationContext shop = new SpringApplicationBuilder(Shop.class)
                        .web(WebApplicationType.NONE)
                        .properties("cairn.lb.target=k8s:///{service}.shop:80?endpoint=" + api.url())
                        .run()) {
            RestClient client = shop.getBean(RestClient.Builder.class).build();
            assertThat(client.get()
                            .uri("http://orders/")
                            .retrieve()
                            .toBodilessEntity()
                            .getStatusCode()
                            .value())
                    .isEqualTo(204);
        } finally {
            pod.stop(0);
        }
    }
}
