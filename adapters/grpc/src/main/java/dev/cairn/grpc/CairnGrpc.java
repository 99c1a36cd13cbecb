// SPDX-License-Identifier: Apache-2.0
package dev.cairn.grpc;

import dev.cairn.discovery.Endpoint;
import dev.cairn.lb.Balancers;
import io.grpc.Attributes;
import io.grpc.ClientInterceptor;
import io.grpc.NameResolver;

/**
 * What a gRPC channel may want to say or know. Nothing of it is needed:
 *
 * <pre>{@code
 * ManagedChannel orders = Grpc.newChannelBuilder("k8s:///orders.shop:grpc", InsecureChannelCredentials.create())
 *         .defaultLoadBalancingPolicy(CairnGrpc.POLICY)
 *         .build();
 * }</pre>
 */
public final class CairnGrpc {
    /** The name of the load balancing policy. */
    public static final String POLICY = "cairn";

    /**
     * What discovery says of an endpoint: pod, zone, node. An attribute of each address group that a resolver of this package finds, so
     * other policies may read it too.
     */
    public static final Attributes.Key<Endpoint> ENDPOINT = Attributes.Key.create("dev.cairn.endpoint");

    /**
     * Sources and watches to use instead of those that all channels of the process share; whoever made them closes them, after the
     * channel. An argument of {@link io.grpc.ManagedChannelBuilder#setNameResolverArg}.
     */
    public static final NameResolver.Args.Key<Balancers> BALANCERS =
            NameResolver.Args.Key.create("dev.cairn.balancers");

    private CairnGrpc() {}

    /**
     * Makes gRPC's own retries and hedged attempts go to endpoints that the call has not tried, as long as there are any. For channels
     * with the policy {@link #POLICY}; does nothing with others.
     */
    public static ClientInterceptor retryElsewhere() {
        return RetryElsewhere.INSTANCE;
    }
}
