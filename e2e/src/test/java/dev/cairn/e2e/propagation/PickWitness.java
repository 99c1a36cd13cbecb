// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.propagation;

import dev.cairn.lb.Balancer;
import dev.cairn.lb.NoEndpointException;
import dev.cairn.lb.Pick;
import java.net.Inet4Address;
import java.net.InetAddress;

/** A balancer of the library. */
final class PickWitness implements Witness {
    private final Balancer balancer;
    private InetAddress expected = InetAddress.getLoopbackAddress();

    PickWitness(Balancer balancer) {
        this.balancer = balancer;
    }

    @Override
    public void expect(Inet4Address address) {
        expected = address;
    }

    @Override
    public boolean hasSeen() {
        try (Pick pick = balancer.pick()) {
            return expected.equals(pick.address().getAddress());
        } catch (NoEndpointException e) {
            return false;
        }
    }

    @Override
    public void close() {
        balancer.close();
    }
}
