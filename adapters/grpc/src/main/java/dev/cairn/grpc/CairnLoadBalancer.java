// SPDX-License-Identifier: Apache-2.0
package dev.cairn.grpc;

import dev.cairn.discovery.ReachableEndpoint;
import dev.cairn.lb.Balancer;
import dev.cairn.lb.Endpoints;
import dev.cairn.lb.GivenEndpoints;
import dev.cairn.lb.NoEndpointException;
import io.grpc.ConnectivityState;
import io.grpc.EquivalentAddressGroup;
import io.grpc.LoadBalancer;
import io.grpc.Status;
import io.grpc.SynchronizationContext.ScheduledHandle;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The balancer of {@code dev.cairn.lb} over gRPC's connections: picks among the endpoints that are connected, and is told how calls end.
 * <b>Confined to</b> the channel's synchronization context.
 *
 * <p>gRPC makes the connections, and makes them again with its own back-off; to the balancer, an endpoint that isn't connected is one
 * that is excluded. When the last endpoint goes, calls wait a while for another one.
 */
final class CairnLoadBalancer extends LoadBalancer {
    private static final SubchannelPicker WAITING = new FixedResultPicker(PickResult.withNoResult());

    /** What serves one configuration. */
    private record Core(PolicyConfig config, GivenEndpoints endpoints, Balancer balancer, SubchannelPicker picker) {}

    private final Helper helper;
    private final SharedBalancers.Lease lease;
    private final Connections connections;
    private @Nullable Core core;
    private @Nullable Status lack; // why there is no endpoint
    private @Nullable ScheduledHandle gap; // its end

    CairnLoadBalancer(Helper helper) {
        this.helper = helper;
        lease = SharedBalancers.lease(helper.getNameResolverArgs());
        connections = new Connections(helper, this::publish);
    }

    @Override
    public Status acceptResolvedAddresses(ResolvedAddresses resolved) {
        Map<InetSocketAddress, EquivalentAddressGroup> groups = new LinkedHashMap<>();
        List<ReachableEndpoint> found = new ArrayList<>();
        for (EquivalentAddressGroup group : resolved.getAddresses()) {
            Addresses.of(group).ifPresent(address -> {
                if (groups.putIfAbsent(address, group) == null) {
                    found.add(Addresses.endpoint(group, address));
                }
            });
        }
        boolean hadEndpoints = connections.size() > 0;
        Endpoints known = resolved.getAttributes().get(ServiceNameResolver.ENDPOINTS);
        GivenEndpoints given = coreFor(resolved.getLoadBalancingPolicyConfig()).endpoints();
        if (known == null) {
            given.set(found);
        } else {
            given.set(known);
        }
        connections.set(groups);
        if (groups.isEmpty()) {
            return lackEndpoints(whyNone(resolved, known), hadEndpoints);
        }
        endLack();
        publish();
        return Status.OK;
    }

    private Core coreFor(@Nullable Object wanted) {
        PolicyConfig config = wanted instanceof PolicyConfig given ? given : PolicyConfig.DEFAULTS;
        Core before = core;
        if (before != null && before.config().equals(config)) {
            return before;
        }
        GivenEndpoints endpoints = new GivenEndpoints(helper.getChannelTarget());
        Balancer balancer = config.applyTo(Balancer.builder(endpoints))
                .balancers(lease.balancers())
                .exclusion(connections::whyExcluded)
                .build();
        Core next = new Core(config, endpoints, balancer, new EndpointPicker(balancer, connections));
        core = next;
        if (before != null) {
            before.balancer().close();
        }
        return next;
    }

    private static Status whyNone(ResolvedAddresses resolved, @Nullable Endpoints known) {
        String reason = resolved.getAddresses().isEmpty()
                ? "the name resolver found no address"
                : "the policy " + CairnGrpc.POLICY + " balances IP addresses only, not " + resolved.getAddresses();
        if (known != null) {
            reason = known.none().map(NoEndpointException::getMessage).orElse(reason);
        }
        return Status.UNAVAILABLE.withDescription(reason);
    }

    /** Nothing is known anew, so what is known stays. */
    @Override
    public void handleNameResolutionError(Status error) {
        if (connections.size() == 0) {
            var unused = lackEndpoints(error, false);
        }
    }

    private Status lackEndpoints(Status reason, boolean hadEndpoints) {
        lack = reason;
        long waitNanos = core == null ? 0 : core.config().readyTimeout().toNanos();
        if (hadEndpoints && gap == null && waitNanos > 0) {
            gap = helper.getSynchronizationContext()
                    .schedule(this::endGap, waitNanos, TimeUnit.NANOSECONDS, helper.getScheduledExecutorService());
        }
        publish();
        return reason;
    }

    private void endGap() {
        gap = null;
        publish();
    }

    private void endLack() {
        lack = null;
        if (gap != null) {
            gap.cancel();
            gap = null;
        }
    }

    private void publish() {
        Core current = core;
        if (lack != null) {
            if (gap == null) {
                helper.updateBalancingState(ConnectivityState.TRANSIENT_FAILURE, failing(lack));
            } else {
                helper.updateBalancingState(ConnectivityState.CONNECTING, WAITING);
            }
            return;
        }
        if (current == null) {
            return;
        }
        current.balancer().reconsider();
        ConnectivityState state = connections.state();
        helper.updateBalancingState(
                state,
                switch (state) {
                    case READY -> current.picker();
                    case TRANSIENT_FAILURE -> failing(noneConnected());
                    default -> WAITING;
                });
    }

    private Status noneConnected() {
        Status failure = connections.failure();
        return Status.UNAVAILABLE
                .withDescription("none of the " + connections.size() + " endpoints of " + helper.getChannelTarget()
                        + " could be connected to, one because: " + failure.getDescription())
                .withCause(failure.getCause());
    }

    private static SubchannelPicker failing(Status status) {
        return new FixedResultPicker(PickResult.withError(status));
    }

    @Override
    public void requestConnection() {
        connections.requestAll();
    }

    @Override
    public void shutdown() {
        endLack();
        connections.close();
        Core current = core;
        if (current != null) {
            current.balancer().close();
        }
        lease.close();
    }
}
