// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.testkit;

class InMemoryDiscoveryContractTest extends DiscoverySourceContract
        implements FirstSyncContract, OriginLossContract, PodsAndNodesContract {
    @Override
    public TestOrigin open() {
        InMemoryOrigin origin = new InMemoryOrigin();
        origin.release();
        return origin;
    }

    @Override
    public HeldOrigin openHeld() {
        return new InMemoryOrigin();
    }

    @Override
    public LosableOrigin openLosable() {
        InMemoryOrigin origin = new InMemoryOrigin();
        origin.release();
        return origin;
    }

    @Override
    public PopulatedOrigin openPopulated() {
        InMemoryOrigin origin = new InMemoryOrigin();
        origin.release();
        return origin;
    }
}
