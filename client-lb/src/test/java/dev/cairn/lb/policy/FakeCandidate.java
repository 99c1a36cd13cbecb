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

    private FakeCandidate(int number) {
        endpoint = Endpoint.ready(IpAddress.parse("10.0.0." + number));
    }

    static List<Candidate> list(int count) {
        return IntStream.rangeClosed(1, count)
                .<Candidate>mapToObj(FakeCandidate::new)
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
