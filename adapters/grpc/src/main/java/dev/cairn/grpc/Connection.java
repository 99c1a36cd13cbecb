// SPDX-License-Identifier: Apache-2.0
package dev.cairn.grpc;

import dev.cairn.lb.Balancer;
import dev.cairn.lb.policy.Candidate;
import io.grpc.ClientStreamTracer;
import io.grpc.ConnectivityState;
import io.grpc.ConnectivityStateInfo;
import io.grpc.EquivalentAddressGroup;
import io.grpc.LoadBalancer.PickResult;
import io.grpc.LoadBalancer.Subchannel;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The subchannel of one endpoint. <b>Confined to</b> the channel's synchronization context, but for {@link #isReady}, {@link
 * #whyExcluded} and {@link #resultFor}, which are <b>Thread-safe</b>.
 */
final class Connection {
    /** How calls to a candidate go through this connection. */
    private static final class Way extends ClientStreamTracer.Factory {
        private final Balancer balancer;
        private final Candidate candidate;
        private final PickResult result;

        private Way(Balancer balancer, Candidate candidate, Subchannel subchannel) {
            this.balancer = balancer;
            this.candidate = candidate;
            result = PickResult.withSubchannel(subchannel, this);
        }

        /** The call has a connection, so it is in flight from now on; one that is picked for need not come to this. */
        @Override
        public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
            RetryElsewhere.note(info.getCallOptions(), candidate);
            return new CallTracer(balancer.begin(candidate));
        }
    }

    private final Subchannel subchannel;
    private volatile ConnectivityStateInfo state = ConnectivityStateInfo.forNonError(ConnectivityState.IDLE);
    private volatile @Nullable Way way;

    Connection(Subchannel subchannel) {
        this.subchannel = subchannel;
    }

    /** Begins to connect, and tells of each state. */
    void start(Consumer<ConnectivityState> onChange) {
        subchannel.start(next -> {
            if (next.getState() != ConnectivityState.SHUTDOWN) {
                moveTo(next);
                onChange.accept(next.getState());
            }
        });
        subchannel.requestConnection();
    }

    /** One that could not be connected to is known as such until it can. */
    private void moveTo(ConnectivityStateInfo next) {
        boolean isFailing = state.getState() == ConnectivityState.TRANSIENT_FAILURE;
        boolean isTrying = next.getState() == ConnectivityState.CONNECTING || next.getState() == ConnectivityState.IDLE;
        if (!isFailing || !isTrying) {
            state = next;
        }
        if (next.getState() == ConnectivityState.IDLE) {
            subchannel.requestConnection();
        }
    }

    void update(EquivalentAddressGroup group) {
        if (!subchannel.getAllAddresses().equals(List.of(group))) {
            subchannel.updateAddresses(List.of(group));
        }
    }

    /** Takes no new calls; those in flight end in their time. */
    void shutdown() {
        subchannel.shutdown();
    }

    void requestConnection() {
        subchannel.requestConnection();
    }

    /** Why the last attempt to connect failed; OK when it didn't. */
    Status failure() {
        return state.getStatus();
    }

    boolean isReady() {
        return state.getState() == ConnectivityState.READY;
    }

    /** Empty when it takes calls. */
    String whyExcluded() {
        ConnectivityStateInfo current = state;
        return switch (current.getState()) {
            case READY -> "";
            case TRANSIENT_FAILURE ->
                "could not be connected to: " + current.getStatus().getDescription();
            default -> "not connected to yet";
        };
    }

    /** The result of a pick of this candidate; made once for each. */
    PickResult resultFor(Balancer balancer, Candidate candidate) {
        Way current = way;
        if (current == null || current.candidate != candidate || current.balancer != balancer) {
            current = new Way(balancer, candidate, subchannel);
            way = current;
        }
        return current.result;
    }

    /** A result for a call that no balancer knows of. */
    PickResult resultForAnyone() {
        return PickResult.withSubchannel(subchannel);
    }
}
