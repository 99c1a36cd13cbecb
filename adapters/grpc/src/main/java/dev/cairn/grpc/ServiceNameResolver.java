// SPDX-License-Identifier: Apache-2.0
package dev.cairn.grpc;

import dev.cairn.discovery.DiscoveryException;
import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.ReachableEndpoint;
import dev.cairn.lb.EndpointWatch;
import dev.cairn.lb.Endpoints;
import dev.cairn.lb.NoEndpointException;
import io.grpc.Attributes;
import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.Status;
import io.grpc.StatusOr;
import io.grpc.SynchronizationContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells a channel of the endpoints behind a Service's name, at once when they change. <b>Confined to</b> the channel's synchronization
 * context.
 *
 * <p>An address group is one endpoint. While the origin is away, the last good ones stay. A Service without an endpoint to call is an
 * empty list, whose reason the policy of this package and the text of gRPC's own policies tell; what can't be learned at all is an error.
 */
final class ServiceNameResolver extends NameResolver {
    /** All that is known of the Service, for the policy of this package. */
    static final Attributes.Key<Endpoints> ENDPOINTS = Attributes.Key.create("dev.cairn.endpoints");

    private final ServiceTarget target;
    private final Args args;
    private final SynchronizationContext context;
    private final SharedBalancers.Lease lease;
    private @Nullable Listener2 listener;
    private @Nullable EndpointWatch watch;

    ServiceNameResolver(ServiceTarget target, Args args) {
        this.target = target;
        this.args = args;
        context = args.getSynchronizationContext();
        lease = SharedBalancers.lease(args);
    }

    @Override
    public String getServiceAuthority() {
        String wanted = args.getOverrideAuthority();
        return wanted == null ? target.authority() : wanted;
    }

    @Override
    public void start(Listener2 channel) {
        listener = channel;
        watch();
    }

    private void watch() {
        Listener2 channel = listener;
        if (channel == null || watch != null) {
            return;
        }
        try {
            watch = lease.balancers().watch(target.target(), endpoints -> context.execute(() -> tell(endpoints)));
        } catch (DiscoveryException | IllegalStateException e) {
            channel.onResult2(error(String.valueOf(e.getMessage()), e));
        }
    }

    private void tell(Endpoints endpoints) {
        Listener2 channel = listener;
        if (channel == null || endpoints.isPending()) {
            return;
        }
        NoEndpointException none = endpoints.none().orElse(null);
        if (none != null && !endpoints.isKnown()) {
            channel.onResult2(error(String.valueOf(none.getMessage()), none));
            return;
        }
        channel.onResult2(ResolutionResult.newBuilder()
                .setAddressesOrError(StatusOr.fromValue(groups(endpoints)))
                .setAttributes(Attributes.newBuilder().set(ENDPOINTS, endpoints).build())
                .build());
    }

    private static List<EquivalentAddressGroup> groups(Endpoints endpoints) {
        return endpoints.callable().stream().map(ServiceNameResolver::group).toList();
    }

    private static EquivalentAddressGroup group(ReachableEndpoint reachable) {
        Endpoint endpoint = reachable.endpoint();
        Attributes.Builder attributes = Attributes.newBuilder().set(CairnGrpc.ENDPOINT, endpoint);
        endpoint.zone().ifPresent(zone -> attributes.set(EquivalentAddressGroup.ATTR_LOCALITY_NAME, zone));
        return new EquivalentAddressGroup(Addresses.of(reachable), attributes.build());
    }

    private static ResolutionResult error(String text, Throwable cause) {
        Status status = Status.UNAVAILABLE.withDescription(text).withCause(cause);
        return ResolutionResult.newBuilder()
                .setAddressesOrError(StatusOr.fromStatus(status))
                .build();
    }

    /** A hint: a watch needs none, a source that could not be opened is tried again. */
    @Override
    public void refresh() {
        EndpointWatch current = watch;
        if (current == null) {
            watch();
        } else {
            current.suspect();
        }
    }

    @Override
    public void shutdown() {
        listener = null;
        EndpointWatch ended = watch;
        watch = null;
        if (ended != null) {
            ended.close();
        }
        lease.close();
    }
}
