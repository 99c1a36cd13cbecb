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
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The service {@code hello.demo}, port 80, with two small servers as pods. */
final class HelloService implements AutoCloseable {
    private final HttpServer first = pod("first");
    private final HttpServer second = pod("second");
    private final InMemoryDiscovery discovery = InMemoryDiscovery.of(hello());
    private final Balancers balancers =
            Balancers.builder().source("k8s", discovery).namespace("demo").build();

    HelloService() throws IOException {
        publish(first, second);
    }

    Balancers balancers() {
        return balancers;
    }

    /** Kills the first pod, as a crash does: discovery isn't told. */
    void killFirst() {
        first.stop(0);
    }

    private static Service hello() {
        return Service.builder(ServiceName.parse("hello.demo"))
                .clusterIps(IpAddress.parse("10.96.0.7"))
                .ports(ServicePort.tcp("http", 80))
                .build();
    }

    private void publish(HttpServer... pods) {
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

    @Override
    public void close() {
        balancers.close();
        discovery.close();
        first.stop(0);
        second.stop(0);
    }
}
