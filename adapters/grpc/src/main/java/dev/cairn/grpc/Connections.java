// SPDX-License-Identifier: Apache-2.0
package dev.cairn.grpc;

import dev.cairn.lb.policy.Candidate;
import io.grpc.ConnectivityState;
import io.grpc.EquivalentAddressGroup;
import io.grpc.LoadBalancer.CreateSubchannelArgs;
import io.grpc.LoadBalancer.Helper;
import io.grpc.Status;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A connection for each endpoint of a channel. <b>Confined to</b> the channel's synchronization context, but for {@link #get}, {@link
 * #anyReady} and {@link #whyExcluded}, which are <b>Thread-safe</b>.
 */
final class Connections {
    private final Helper helper;
    private final Runnable onChange;
    private final Map<InetSocketAddress, Connection> all = new ConcurrentHashMap<>();

    Connections(Helper helper, Runnable onChange) {
        this.helper = helper;
        this.onChange = onChange;
    }

    /** Connects to those that are new; those that are gone take no new calls, and end with the calls that they have. */
    void set(Map<InetSocketAddress, EquivalentAddressGroup> wanted) {
        all.forEach((address, connection) -> {
            if (!wanted.containsKey(address) && all.remove(address, connection)) {
                connection.shutdown();
            }
        });
        wanted.forEach((address, group) -> {
            Connection held = all.get(address);
            if (held == null) {
                begin(address, group);
            } else {
                held.update(group);
            }
        });
    }

    private void begin(InetSocketAddress address, EquivalentAddressGroup group) {
        Connection connection = new Connection(helper.createSubchannel(
                CreateSubchannelArgs.newBuilder().setAddresses(group).build()));
        all.put(address, connection);
        connection.start(to -> {
            if (all.get(address) != connection) {
                return;
            }
            if (to == ConnectivityState.IDLE || to == ConnectivityState.TRANSIENT_FAILURE) {
                helper.refreshNameResolution();
            }
            onChange.run();
        });
    }

    void requestAll() {
        all.values().forEach(Connection::requestConnection);
    }

    void close() {
        all.values().forEach(Connection::shutdown);
        all.clear();
    }

    int size() {
        return all.size();
    }

    /** Ready when one is; failing when all are. */
    ConnectivityState state() {
        boolean isTrying = false;
        for (Connection connection : all.values()) {
            if (connection.isReady()) {
                return ConnectivityState.READY;
            }
            isTrying |= connection.failure().isOk();
        }
        return isTrying ? ConnectivityState.CONNECTING : ConnectivityState.TRANSIENT_FAILURE;
    }

    /** Why one of those that could not be made failed; OK when there is none. */
    Status failure() {
        for (Connection connection : all.values()) {
            if (!connection.failure().isOk()) {
                return connection.failure();
            }
        }
        return Status.OK;
    }

    @Nullable
    Connection get(Candidate candidate) {
        return all.get(candidate.address());
    }

    @Nullable
    Connection anyReady() {
        for (Connection connection : all.values()) {
            if (connection.isReady()) {
                return connection;
            }
        }
        return null;
    }

    /** Why an endpoint takes no calls; empty when it does. */
    String whyExcluded(Candidate candidate) {
        Connection connection = get(candidate);
        return connection == null ? "not connected to" : connection.whyExcluded();
    }
}
