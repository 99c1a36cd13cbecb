// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.calls;

import dev.cairn.lb.Balancer;
import dev.cairn.lb.Balancers;
import dev.cairn.lb.http.CairnHttpClient;
import java.net.http.HttpClient;
import java.util.OptionalLong;

/** Calls through client-lb as an application would: by an ordinary URL, with the defaults. */
final class BalancedCaller implements Caller {
    private static final String HOST = "shop";

    private final String name;
    private final Balancers balancers;
    private final Balancer balancer;
    private final CairnHttpClient client;
    private final Traffic traffic;
    private long retriesSeen;

    private BalancedCaller(String name, Balancers.Builder builder, String target) {
        this.name = name;
        balancers = builder.service(HOST, target).build();
        balancer = balancers.get(target);
        client = CairnHttpClient.builder(HttpClient::newBuilder)
                .balancers(balancers)
                .build();
        traffic = Traffic.start(client, "http://" + HOST + "/");
    }

    /** Begins to call the target. */
    static Caller start(String name, Balancers.Builder builder, String target) {
        return new BalancedCaller(name, builder, target);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Tally take() {
        return traffic.take();
    }

    @Override
    public OptionalLong takeRetries() {
        long before = retriesSeen;
        retriesSeen = balancer.explain().retries();
        return OptionalLong.of(retriesSeen - before);
    }

    @Override
    public void close() {
        traffic.close();
        client.close();
        balancers.close();
    }
}
