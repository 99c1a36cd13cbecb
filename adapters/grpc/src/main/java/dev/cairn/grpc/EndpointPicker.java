// SPDX-License-Identifier: Apache-2.0
package dev.cairn.grpc;

import dev.cairn.lb.Balancer;
import dev.cairn.lb.NoEndpointException;
import dev.cairn.lb.policy.Candidate;
import io.grpc.LoadBalancer.PickResult;
import io.grpc.LoadBalancer.PickSubchannelArgs;
import io.grpc.LoadBalancer.SubchannelPicker;

/** Asks the balancer for an endpoint and takes its connection. <b>Thread-safe.</b> On the hot path. */
final class EndpointPicker extends SubchannelPicker {
    private final Balancer balancer;
    private final Connections connections;

    EndpointPicker(Balancer balancer, Connections connections) {
        this.balancer = balancer;
        this.connections = connections;
    }

    @Override
    public PickResult pickSubchannel(PickSubchannelArgs args) {
        try {
            Candidate chosen = balancer.choose(RetryElsewhere.contextOf(args.getCallOptions()));
            Connection connection = connections.get(chosen);
            return connection == null ? anyReady() : connection.resultFor(balancer, chosen);
        } catch (NoEndpointException e) {
            return anyReady();
        }
    }

    /** The set is changing at this moment, and balancer and connections don't agree yet; without any, the next picker has the call. */
    private PickResult anyReady() {
        Connection connection = connections.anyReady();
        return connection == null ? PickResult.withNoResult() : connection.resultForAnyone();
    }

    @Override
    public String toString() {
        return "picker of " + balancer;
    }
}
