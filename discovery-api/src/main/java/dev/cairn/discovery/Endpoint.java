// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One address that serves a Service, and what is known of it.
 *
 * <p>Its state is one of three. <i>Ready</i>: give it work. <i>Draining</i>: it is terminating and still serves; keep what it
 * has, give it no new work while a ready one exists. Neither: give it nothing.
 *
 * <p><b>Immutable.</b> Equal when every field is.
 */
public final class Endpoint {
    private static final int READY = 1;
    private static final int SERVING = 2;
    private static final int TERMINATING = 4;

    // There may be hundreds of thousands: what few of them have is held apart, and small numbers in small fields.
    private final IpAddress address;
    private final @Nullable String nodeName;
    private final @Nullable String zone;
    private final Rare rare;
    private final byte conditions;
    private final char weight;

    /** What few endpoints have. */
    private record Rare(
            @Nullable String hostname,
            @Nullable String podName,
            @Nullable String podUid,
            List<String> zoneHints,
            List<String> nodeHints) {
        private static final Rare NONE = new Rare(null, null, null, List.of(), List.of());

        private static Rare of(Builder builder) {
            Rare rare =
                    new Rare(builder.hostname, builder.podName, builder.podUid, builder.zoneHints, builder.nodeHints);
            return rare.equals(NONE) ? NONE : rare;
        }
    }

    private Endpoint(Builder builder) {
        address = builder.address;
        nodeName = builder.nodeName;
        zone = builder.zone;
        rare = Rare.of(builder);
        conditions = (byte) ((builder.ready ? READY : 0)
                | (builder.serving ? SERVING : 0)
                | (builder.terminating ? TERMINATING : 0));
        weight = (char) builder.weight;
    }

    /** A builder. Defaults: ready, serving, not terminating, weight 1, nothing else known. */
    public static Builder builder(IpAddress address) {
        return new Builder(address);
    }

    /** A ready endpoint of which only the address is known. */
    public static Endpoint ready(IpAddress address) {
        return builder(address).build();
    }

    /** The address. */
    public IpAddress address() {
        return address;
    }

    /** The host name below the Service's name; empty when it has none of its own. */
    public Optional<String> hostname() {
        return Optional.ofNullable(rare.hostname);
    }

    /** The pod behind it; empty when there is none, or the watch did not ask for {@link Selection#podReferences()}. */
    public Optional<String> podName() {
        return Optional.ofNullable(rare.podName);
    }

    /** The pod's uid; empty as {@link #podName()} is. */
    public Optional<String> podUid() {
        return Optional.ofNullable(rare.podUid);
    }

    /** The node it runs on. */
    public Optional<String> nodeName() {
        return Optional.ofNullable(nodeName);
    }

    /** The zone it runs in. */
    public Optional<String> zone() {
        return Optional.ofNullable(zone);
    }

    /** The zones it should serve; empty when there is no hint. */
    public List<String> zoneHints() {
        return rare.zoneHints;
    }

    /** The nodes it should serve; empty when there is no hint. */
    public List<String> nodeHints() {
        return rare.nodeHints;
    }

    /** Whether it takes new work, or the Service publishes it all the same. */
    public boolean isReady() {
        return (conditions & READY) != 0;
    }

    /** Whether it answers, terminating or not. */
    public boolean isServing() {
        return (conditions & SERVING) != 0;
    }

    /** Whether it is going away. */
    public boolean isTerminating() {
        return (conditions & TERMINATING) != 0;
    }

    /** Whether it is going away, takes no new work, and still answers. */
    public boolean isDraining() {
        return !isReady() && isServing() && isTerminating();
    }

    /** Its share of the work relative to the others, 1 to 65535. */
    public int weight() {
        return weight;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Endpoint that
                && address.equals(that.address)
                && conditions == that.conditions
                && weight == that.weight
                && Objects.equals(nodeName, that.nodeName)
                && Objects.equals(zone, that.zone)
                && rare.equals(that.rare);
    }

    @Override
    public int hashCode() {
        return Objects.hash(address, rare.hostname, rare.podName, conditions);
    }

    @Override
    public String toString() {
        String state = isReady() ? "ready" : isDraining() ? "draining" : "not ready";
        String named = rare.hostname == null ? "" : " " + rare.hostname;
        return address + named + (rare.podName == null ? "" : " pod " + rare.podName) + " " + state;
    }

    /** Builds an {@link Endpoint}. <b>Confined to</b> one thread. */
    public static final class Builder {
        private final IpAddress address;
        private @Nullable String hostname;
        private @Nullable String podName;
        private @Nullable String podUid;
        private @Nullable String nodeName;
        private @Nullable String zone;
        private List<String> zoneHints = List.of();
        private List<String> nodeHints = List.of();
        private boolean ready = true;
        private boolean serving = true;
        private boolean terminating;
        private int weight = 1;

        private Builder(IpAddress address) {
            this.address = Objects.requireNonNull(address, "address");
        }

        /** The host name below the Service's name; empty means none. */
        public Builder hostname(String value) {
            hostname = noneIfEmpty(value);
            return this;
        }

        /** The pod behind it; empty means none. */
        public Builder pod(String name, String uid) {
            podName = noneIfEmpty(name);
            podUid = noneIfEmpty(uid);
            return this;
        }

        /** The node it runs on; empty means not known. */
        public Builder nodeName(String value) {
            nodeName = noneIfEmpty(value);
            return this;
        }

        /** The zone it runs in; empty means not known. */
        public Builder zone(String value) {
            zone = noneIfEmpty(value);
            return this;
        }

        /** The zones it should serve. */
        public Builder zoneHints(List<String> values) {
            zoneHints = List.copyOf(values);
            return this;
        }

        /** The nodes it should serve. */
        public Builder nodeHints(List<String> values) {
            nodeHints = List.copyOf(values);
            return this;
        }

        /** Ready and serving, or neither. */
        public Builder ready(boolean value) {
            ready = value;
            serving = value;
            return this;
        }

        /** The three conditions as an EndpointSlice gives them. */
        public Builder conditions(boolean isReady, boolean isServing, boolean isTerminating) {
            ready = isReady;
            serving = isServing;
            terminating = isTerminating;
            return this;
        }

        /** Terminating and still serving. */
        public Builder draining() {
            return conditions(false, true, true);
        }

        /** Its share of the work, 1 to 65535. */
        public Builder weight(int value) {
            weight = value;
            return this;
        }

        /**
         * The endpoint.
         *
         * @throws IllegalArgumentException when the weight is out of range
         */
        public Endpoint build() {
            if (weight < 1 || weight > 65_535) {
                throw new IllegalArgumentException("weight must be 1..65535, was " + weight);
            }
            return new Endpoint(this);
        }

        private static @Nullable String noneIfEmpty(String value) {
            return value.isEmpty() ? null : value;
        }
    }
}
