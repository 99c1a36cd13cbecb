// SPDX-License-Identifier: Apache-2.0
package dev.cairn.spring;

import dev.cairn.discovery.InMemoryDiscovery;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cloud.client.loadbalancer.LoadBalanced;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

/** An application as users write it: two builders of clients, and nothing of Cairn's but a source. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class ShopApplication {
    @Bean
    @LoadBalanced
    RestClient.Builder restClient() {
        return RestClient.builder();
    }

    @Bean
    @LoadBalanced
    WebClient.Builder webClient() {
        return WebClient.builder();
    }

    static ConfigurableApplicationContext start(InMemoryDiscovery discovery, Class<?>[] more, String... properties) {
        ApplicationContextInitializer<GenericApplicationContext> source = context ->
                context.registerBean(BalancersCustomizer.class, () -> builder -> builder.source("k8s", discovery));
        return new SpringApplicationBuilder(ShopApplication.class)
                .sources(more)
                .web(WebApplicationType.NONE)
                .initializers(source)
                .properties("spring.main.banner-mode=off", "spring.main.log-startup-info=false")
                .properties("cairn.lb.services.orders.target=k8s:///orders.shop:http")
                .properties(properties)
                .run();
    }
}
