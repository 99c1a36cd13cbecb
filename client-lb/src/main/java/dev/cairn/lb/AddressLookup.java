// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Answers as a resolver does, for clients that take no more than addresses: those of a service's endpoints that take calls, in random
 * order. Ports are the caller's own, so they must be the endpoints' ones.
 *
 * <p><b>Thread-safe.</b>
 */
public final class AddressLookup {
    private static final int READY_TIMEOUT_SECONDS = 5;

    private final Balancers balancers;

    private AddressLookup(Balancers balancers) {
        this.balancers = Objects.requireNonNull(balancers, "balancers");
    }

    /** A look-up among the names that these know; whoever made them closes them. */
    public static AddressLookup of(Balancers balancers) {
        return new AddressLookup(balancers);
    }

    /**
     * The addresses of a host; empty when it isn't a known name. Waits up to 5 s while a service is asked for first.
     *
     * @throws NoEndpointException when the service has no endpoint that takes calls
     * @throws dev.cairn.discovery.DiscoveryException when there is no source for the name
     */
    public Optional<List<InetAddress>> addresses(String host) {
        Optional<Target> target = balancers.targetOf(host);
        return target.map(known -> addresses(balancers.get(known)));
    }

    private static List<InetAddress> addresses(Balancer balancer) {
        awaitReady(balancer);
        List<InetAddress> addresses = new ArrayList<>();
        for (Explanation.Row row : balancer.explain().rows()) {
            if (row.excludedBecause().isEmpty()) {
                addresses.add(row.address().getAddress());
            }
        }
        if (addresses.isEmpty()) {
            try (Pick pick = balancer.pick()) { // throws the reason, or there is one meanwhile
                return List.of(pick.address().getAddress());
            }
        }
        Collections.shuffle(addresses, ThreadLocalRandom.current());
        return addresses;
    }

    private static void awaitReady(Balancer balancer) {
        try {
            balancer.whenReady().get(READY_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // the pick that follows says why there is none
        }
    }
}
