// SPDX-License-Identifier: Apache-2.0
package dev.cairn.examples;

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
import dev.cairn.lb.Balancers;
import dev.cairn.lb.http.CairnHttpClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Calls {@code http://hello.demo:80/} with an ordinary {@link HttpClient}; two small servers are the pods behind that name. */
public final class CallByName {
    private CallByName() {}

    /** Takes no arguments. */
    public static void main(String[] args) throws IOException, InterruptedException {
        HttpServer first = pod("first");
        HttpServer second = pod("second");
        try (InMemoryDiscovery discovery = InMemoryDiscovery.of(hello());
                Balancers balancers = Balancers.builder()
                        .source("k8s", discovery)
                        .namespace("demo")
                        .build()) {
            publish(discovery, first, second);
            HttpClient client = CairnHttpClient.builder(HttpClient::newBuilder)
                    .balancers(balancers)
                    .build();
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create("http://hello.demo/")).build();
            for (int i = 0; i < 6; i++) {
                System.out.println(client.send(request, BodyHandlers.ofString()).body());
            }
            first.stop(0);
            System.out.println("the first pod is gone, and nobody has said so");
            for (int i = 0; i < 6; i++) {
                System.out.println(client.send(request, BodyHandlers.ofString()).body());
            }
        } finally {
            first.stop(0);
            second.stop(0);
        }
    }

    private static Service hello() {
        return Service.builder(ServiceName.parse("hello.demo"))
                .clusterIps(IpAddress.parse("10.96.0.7"))
                .ports(ServicePort.tcp("http", 80))
                .build();
    }

    private static void publish(InMemoryDiscovery discovery, HttpServer... pods) {
        List<EndpointGroup> groups = new ArrayList<>();
        for (HttpServer pod : pods) {
            int port = pod.getAddress().getPort();
            Endpoint endpoint = Endpoint.ready(IpAddress.of(pod.getAddress().getAddress()));
            groups.add(EndpointGroup.of(
                    "pod-" + port, AddressFamily.IPV4, List.of(EndpointPort.tcp("http", port)), List.of(endpoint)));
        }
        discovery.put(hello(), groups);
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
