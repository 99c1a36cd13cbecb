// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.discovery.IpAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How many of a service's endpoints this client calls, and how it chooses them, so that not each of many clients is connected to each of
 * many endpoints.
 *
 * <p>A client that knows its {@linkplain Builder#rank rank} among all clients, or its {@linkplain Builder#clientService own Service}, takes
 * its part of a circle of all endpoints: together, clients then call each endpoint equally (deterministic aperture). Any other takes the
 * endpoints that rendezvous hashing by its own addresses gives it, which is even on average only.
 *
 * <p><b>Immutable.</b>
 */
public final class Subsetting {
    private static final Subsetting OFF = new Subsetting(new Builder().size(Integer.MAX_VALUE));

    private final int size;
    private final int rank;
    private final int clients;
    private final @Nullable Target clientService;
    private final @Nullable IpAddress clientAddress;

    private Subsetting(Builder builder) {
        size = builder.size;
        rank = builder.rank;
        clients = builder.clients;
        clientService = builder.clientService;
        clientAddress = builder.clientAddress;
    }

    /** All endpoints are called. */
    public static Subsetting off() {
        return OFF;
    }

    /** A builder. Defaults: 12 endpoints, nothing known of other clients, this machine's addresses. */
    public static Builder builder() {
        return new Builder();
    }

    boolean isOn() {
        return size != Integer.MAX_VALUE;
    }

    /** How many endpoints at least, 1 or more. */
    public int size() {
        return size;
    }

    /** What is known without asking; null when that is nothing. */
    @Nullable
    ClientPlace place() {
        return clients == 0 ? null : new ClientPlace(rank, clients);
    }

    @Nullable
    Target clientService() {
        return clientService;
    }

    @Nullable
    IpAddress clientAddress() {
        return clientAddress;
    }

    @Override
    public String toString() {
        return isOn() ? "subset of " + size : "no subset";
    }

    /** Builds a {@link Subsetting}. <b>Confined to</b> one thread. */
    public static final class Builder {
        private int size = 12;
        private int rank;
        private int clients;
        private @Nullable Target clientService;
        private @Nullable IpAddress clientAddress;

        private Builder() {}

        /** How many endpoints are called, at least; 1 or more. With fewer than a dozen, one that is slow or gone is felt. */
        public Builder size(int value) {
            size = value;
            return this;
        }

        /** This client is the {@code value}-th, from 0, of so many that call the service; the ordinal and replicas of a StatefulSet, say. */
        public Builder rank(int value, int ofClients) {
            if (ofClients < 1 || value < 0 || value >= ofClients) {
                throw new IllegalArgumentException(
                        "rank must be 0..clients - 1, was " + value + " of " + ofClients + " clients");
            }
            rank = value;
            clients = ofClients;
            return this;
        }

        /**
         * The Service that the pods of this client are behind, such as {@code k8s:///frontend.shop}. Its endpoints are watched: the client
         * is the one with an address of this machine.
         *
         * @throws IllegalArgumentException when the text is no target
         */
        public Builder clientService(String target) {
            clientService = Target.parse(target);
            return this;
        }

        /** The address that this client has in its Service, when it isn't one of this machine's. */
        public Builder clientAddress(String value) {
            clientAddress = IpAddress.parse(Objects.requireNonNull(value, "clientAddress"));
            return this;
        }

        /**
         * The options.
         *
         * @throws IllegalArgumentException when the size isn't positive
         */
        public Subsetting build() {
            if (size < 1) {
                throw new IllegalArgumentException("size must be 1 or more, was " + size);
            }
            return new Subsetting(this);
        }
    }
}
