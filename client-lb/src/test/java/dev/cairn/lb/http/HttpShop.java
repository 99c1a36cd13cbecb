// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServicePort;
import dev.cairn.lb.Balancers;
import dev.cairn.lb.Explanation;
import dev.cairn.lb.RetryPolicy;
import dev.cairn.lb.Shop;
import dev.cairn.lb.policy.Policies;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The shop with real HTTP servers as pods, called in turn, and clients of it. */
final class HttpShop implements AutoCloseable {
    static final URI ORDERS = URI.create("http://orders.shop/cart?id=7");

    final InMemoryDiscovery discovery = new InMemoryDiscovery("memory");
    final List<Backend> backends = new ArrayList<>();
    final Balancers balancers = Balancers.builder()
            .source("k8s", discovery)
            .namespace("shop")
            .policy(Policies.roundRobin())
            .retry(RetryPolicy.standard())
            .build();
    private final List<CairnHttpClient> clients = new ArrayList<>();

    /** A client that sends whole URIs. */
    CairnHttpClient client() {
        return client(false, HttpClient::newBuilder);
    }

    CairnHttpClient client(boolean usesHostHeader, Supplier<HttpClient.Builder> delegates) {
        CairnHttpClient made = CairnHttpClient.builder(delegates)
                .balancers(balancers)
                .usesHostHeader(usesHostHeader)
                .build();
        clients.add(made);
        return made;
    }

    /** Starts so many pods of {@code http://orders.shop}. */
    HttpShop serve(int count) {
        for (int i = 0; i < count; i++) {
            backends.add(new Backend("pod-" + i));
        }
        publish(backends.stream().map(Backend::group).toList());
        return this;
    }

    /** Puts pods behind a service's only port; a pod may stand behind many. */
    void expose(String service, int port, Backend... pods) {
        for (Backend pod : pods) {
            if (!backends.contains(pod)) {
                backends.add(pod);
            }
        }
        discovery.put(
                Service.builder(ServiceName.parse(service))
                        .clusterIps(IpAddress.parse("10.96.0.8"))
                        .ports(ServicePort.tcp("http", port))
                        .build(),
                Stream.of(pods).map(Backend::group).toList());
        discovery.synced();
    }

    Backend pod(int index) {
        return backends.get(index);
    }

    void publish(List<EndpointGroup> groups) {
        discovery.put(Shop.SERVICE, groups);
        discovery.synced();
    }

    /** What all pods were asked, pod after pod. */
    List<String> seen() {
        List<String> all = new ArrayList<>();
        backends.forEach(backend -> all.addAll(backend.seen));
        return all;
    }

    Explanation explain() {
        return balancers.get("k8s:///orders.shop:80").explain();
    }

    int inFlight() {
        return explain().rows().stream().mapToInt(Explanation.Row::inFlight).sum();
    }

    static HttpRequest get() {
        return get(ORDERS.toString());
    }

    static HttpRequest get(String uri) {
        return HttpRequest.newBuilder(URI.create(uri)).build();
    }

    static HttpRequest post(String body) {
        return post(ORDERS.toString(), body);
    }

    static HttpRequest post(String uri, String body) {
        return HttpRequest.newBuilder(URI.create(uri))
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    @Override
    public void close() {
        clients.forEach(CairnHttpClient::close);
        balancers.close();
        backends.forEach(Backend::close);
        discovery.close();
    }
}
