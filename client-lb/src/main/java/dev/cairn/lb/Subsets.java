// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.ServiceSnapshot;
import dev.cairn.lb.internal.source.ServiceEndpoints;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses the {@link Subset} of one balancer, and watches the place of this client for that. <b>Thread-safe.</b> */
final class Subsets implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Subsets.class);

    private final Subsetting options;
    private final long identity;
    private final @Nullable ServiceEndpoints own;
    private final Set<IpAddress> addresses;
    private volatile String text = "";
    private boolean wasPlaceKnown = true; // confined to the thread that rebuilds

    /**
     * The subsets of one balancer.
     *
     * @param identity of this client
     * @param own the client's own Service; null when it isn't known
     * @param addresses that this client may have there
     */
    Subsets(Subsetting options, long identity, @Nullable ServiceEndpoints own, Set<IpAddress> addresses) {
        this.options = options;
        this.identity = identity;
        this.own = own;
        this.addresses = addresses;
    }

    /** Nobody is ever left out. */
    static Subsets none() {
        return new Subsets(Subsetting.off(), 0, null, Set.of());
    }

    /** Begins to watch; the listener hears when the subset may be another one. */
    void start(Runnable listener) {
        if (own != null) {
            own.start(listener);
        }
    }

    /** The subset of these endpoints. */
    Subset of(List<TrackedEndpoint> endpoints, Target target) {
        if (!options.isOn()) {
            return Subset.NONE;
        }
        ClientPlace place = place();
        Subset subset = Subset.of(endpoints, options.size(), place, identity);
        int called = subset.within(endpoints).size();
        text = called == endpoints.size()
                ? ""
                : called + " of " + endpoints.size() + " endpoints, "
                        + (place == null
                                ? "drawn by this client's addresses"
                                : "as client " + place.rank() + " of " + place.clients());
        tell(place != null, target);
        return subset;
    }

    private @Nullable ClientPlace place() {
        if (own == null) {
            return options.place();
        }
        ServiceSnapshot snapshot = own.snapshot();
        return snapshot == null ? null : ClientPlace.in(snapshot, addresses);
    }

    private void tell(boolean isPlaceKnown, Target target) {
        if (own != null && isPlaceKnown != wasPlaceKnown) {
            wasPlaceKnown = isPlaceKnown;
            LOG.info(
                    isPlaceKnown
                            ? "{}: the place of this client in {} is known, so its endpoints are its part of the circle"
                            : "{}: this client is not among the endpoints of {}, so its endpoints are drawn",
                    target,
                    options.clientService());
        }
    }

    /** What is called of how many, and why, for people; empty when all are. */
    String text() {
        return text;
    }

    @Override
    public void close() {
        if (own != null) {
            own.close();
        }
    }
}
