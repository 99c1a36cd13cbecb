// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.policy;

import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.IpAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.IntStream;

/** A candidate whose load a test sets. */
final class FakeCandidate implements Candidate {
    private final Endpoint endpoint;
    int inFlight;
    double logCost;

    private FakeCandidate(Endpoint.Builder builder) {
        endpoint = builder.build();
    }

    private static Endpoint.Builder endpoint(int number) {
        return Endpoint.builder(IpAddress.parse("10.0." + number / 256 + "." + number % 256));
    }

    static Candidate named(String hostName, int number) {
        return new FakeCandidate(endpoint(number).hostname(hostName));
    }

    static Candidate[] weighing(int... weights) {
        return IntStream.range(0, weights.length)
                .mapToObj(i -> new FakeCandidate(endpoint(i + 1).weight(weights[i])))
                .toArray(Candidate[]::new);
    }

    static List<Candidate> list(int count) {
        return IntStream.rangeClosed(1, count)
                .<Candidate>mapToObj(number -> new FakeCandidate(endpoint(number)))
                .toList();
    }

    @Override
    public InetSocketAddress address() {
        return new InetSocketAddress(endpoint.address().toInetAddress(), 80);
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public int inFlight() {
        return inFlight;
    }

    @Override
    public double logCost() {
        return logCost;
    }
}
