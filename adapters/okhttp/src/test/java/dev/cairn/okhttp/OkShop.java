// SPDX-License-Identifier: Apache-2.0
package dev.cairn.okhttp;

import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServicePort;
import dev.cairn.lb.Balancers;
import dev.cairn.lb.Explanation;
import dev.cairn.lb.RetryPolicy;
import dev.cairn.lb.policy.Policies;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** {@code orders.shop} with real servers as pods, called in turn, and a client of it. */
final class OkShop implements AutoCloseable {
    static final HeldCertificate OF_ORDERS = new HeldCertificate.Builder()
            .addSubjectAlternativeName("orders.shop")
            .build();
    static final HeldCertificate OF_ADDRESS =
            new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();
    private static final HandshakeCertificates TRUST = new HandshakeCertificates.Builder()
            .addTrustedCertificate(OF_ORDERS.certificate())
            .addTrustedCertificate(OF_ADDRESS.certificate())
            .build();

    final InMemoryDiscovery discovery = new InMemoryDiscovery("memory");
    final List<Pod> pods = new ArrayList<>();
    final Balancers balancers = Balancers.builder()
            .source("k8s", discovery)
            .namespace("shop")
            .policy(Policies.roundRobin())
            .retry(RetryPolicy.builder().attemptTimeout(Duration.ofSeconds(2)).build())
            .build();
    final OkHttpClient client = builder().build();

    OkHttpClient.Builder builder() {
        return new OkHttpClient.Builder()
                .sslSocketFactory(TRUST.sslSocketFactory(), TRUST.trustManager())
                .addInterceptor(BalancingInterceptor.of(balancers));
    }

    void expose(String service, int port, Pod... behind) {
        for (Pod pod : behind) {
            if (!pods.contains(pod)) {
                pods.add(pod);
            }
        }
        discovery.put(
                Service.builder(ServiceName.parse(service))
                        .clusterIps(IpAddress.parse("10.96.0.7"))
                        .ports(ServicePort.tcp("https", port))
                        .build(),
                Stream.of(behind).map(Pod::group).toList());
        discovery.synced();
    }

    static Request get(String url) {
        return new Request.Builder().url(url).build();
    }

    static Request post(String url, String body) {
        return new Request.Builder()
                .url(url)
                .post(RequestBody.create(body.getBytes(StandardCharsets.UTF_8)))
                .build();
    }

    /** The status and body of an answer. */
    String call(Request request) throws IOException {
        try (Response response = client.newCall(request).execute()) {
            return response.code() + " " + response.body().string();
        }
    }

    int requests() {
        return pods.stream().mapToInt(pod -> pod.seen.size()).sum();
    }

    Explanation explain(int port) {
        return balancers.get("k8s:///orders.shop:" + port).explain();
    }

    @Override
    public void close() {
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
        balancers.close();
        pods.forEach(Pod::close);
        discovery.close();
    }
}
