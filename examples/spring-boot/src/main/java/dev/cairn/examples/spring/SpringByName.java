// SPDX-License-Identifier: Apache-2.0
package dev.cairn.examples.spring;

import com.sun.net.httpserver.HttpServer;
import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.EndpointPort;
import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServicePort;
import dev.cairn.spring.BalancersCustomizer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cloud.client.loadbalancer.LoadBalanced;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;

/**
 * Calls {@code http://hello/} with a {@code @LoadBalanced} client of Spring; two small servers are the pods behind that name. On a
 * cluster, the discovery and its customizer go: the starter finds the Service by itself.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class SpringByName {
    private static final ServiceName HELLO = ServiceName.parse("hello.demo");

    /** For Spring. */
    public SpringByName() {}

    /** Takes no arguments. */
    public static void main(String[] args) throws IOException {
        HttpServer first = pod("first");
        HttpServer second = pod("second");
        try (ConfigurableApplicationContext application = SpringApplication.run(
                SpringByName.class, "--cairn.lb.target=k8s:///{service}.demo:http", "--spring.main.banner-mode=off")) {
            InMemoryDiscovery discovery = application.getBean(InMemoryDiscovery.class);
            publish(discovery, "first", first);
            publish(discovery, "second", second);
            RestClient client = application.getBean(RestClient.Builder.class).build();
            greet(client, 6);
            discovery.removeGroup(HELLO, "first");
            System.out.println("the first pod is about to go");
            greet(client, 6);
        } finally {
            first.stop(0);
            second.stop(0);
        }
    }

    @Bean
    @LoadBalanced
    RestClient.Builder restClient() {
        return RestClient.builder();
    }

    @Bean
    InMemoryDiscovery discovery() {
        return InMemoryDiscovery.of(Service.builder(HELLO)
                .clusterIps(IpAddress.parse("10.96.0.7"))
                .ports(ServicePort.tcp("http", 80))
                .build());
    }

    @Bean
    BalancersCustomizer fromMemory(InMemoryDiscovery discovery) {
        return builder -> builder.source("k8s", discovery);
    }

    private static void greet(RestClient client, int times) {
        for (int i = 0; i < times; i++) {
            System.out.println(client.get().uri("http://hello/").retrieve().body(String.class));
        }
    }

    private static void publish(InMemoryDiscovery discovery, String name, HttpServer pod) {
        discovery.putGroup(
                HELLO,
                EndpointGroup.of(
                        name,
                        AddressFamily.IPV4,
                        List.of(EndpointPort.tcp("http", pod.getAddress().getPort())),
                        List.of(Endpoint.ready(IpAddress.parse("127.0.0.1")))));
    }

    private static HttpServer pod(String name) throws IOException {
        InetAddress loopback = IpAddress.parse("127.0.0.1").toInetAddress();
        HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = ("hello from the " + name + " pod").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }
}
