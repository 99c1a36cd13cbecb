// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A pod that has addresses and is neither finished nor lost.
 *
 * <p><b>Immutable.</b>
 */
public final class Pod {
    private final String namespace;
    private final String name;
    private final String uid;
    private final List<IpAddress> addresses;
    private final String nodeName;
    private final boolean hostNetwork;
    private final Map<String, String> labels;

    private Pod(Builder builder) {
        namespace = builder.namespace;
        name = builder.name;
        uid = builder.uid;
        addresses = builder.addresses;
        nodeName = builder.nodeName;
        hostNetwork = builder.hostNetwork;
        labels = builder.labels;
    }

    /** A builder. Defaults: no uid, no addresses, no node, its own network, no labels. */
    public static Builder builder(String namespace, String name) {
        return new Builder(namespace, name);
    }

    /** The namespace it lives in. */
    public String namespace() {
        return namespace;
    }

    /** Its name within the namespace. */
    public String name() {
        return name;
    }

    /** Its uid; empty when not known. */
    public String uid() {
        return uid;
    }

    /** All its addresses, the primary first. */
    public List<IpAddress> addresses() {
        return addresses;
    }

    /** The node it runs on; empty when not known. */
    public String nodeName() {
        return nodeName;
    }

    /** Whether it shares the addresses of its node. */
    public boolean hostNetwork() {
        return hostNetwork;
    }

    /** Its labels. */
    public Map<String, String> labels() {
        return labels;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Pod that
                && namespace.equals(that.namespace)
                && name.equals(that.name)
                && uid.equals(that.uid)
                && addresses.equals(that.addresses)
                && nodeName.equals(that.nodeName)
                && hostNetwork == that.hostNetwork
                && labels.equals(that.labels);
    }

    @Override
    public int hashCode() {
        return Objects.hash(namespace, name, uid);
    }

    @Override
    public String toString() {
        return namespace + "/" + name + " " + addresses;
    }

    /** Builds a {@link Pod}. <b>Confined to</b> one thread. */
    public static final class Builder {
        private final String namespace;
        private final String name;
        private String uid = "";
        private List<IpAddress> addresses = List.of();
        private String nodeName = "";
        private boolean hostNetwork;
        private Map<String, String> labels = Map.of();

        private Builder(String namespace, String name) {
            this.namespace = Objects.requireNonNull(namespace, "namespace");
            this.name = Objects.requireNonNull(name, "name");
        }

        /** Its uid. */
        public Builder uid(String value) {
            uid = Objects.requireNonNull(value, "uid");
            return this;
        }

        /** All its addresses, the primary first. */
        public Builder addresses(List<IpAddress> values) {
            addresses = List.copyOf(values);
            return this;
        }

        /** The node it runs on. */
        public Builder nodeName(String value) {
            nodeName = Objects.requireNonNull(value, "nodeName");
            return this;
        }

        /** Whether it shares the addresses of its node. */
        public Builder hostNetwork(boolean value) {
            hostNetwork = value;
            return this;
        }

        /** Its labels. */
        public Builder labels(Map<String, String> values) {
            labels = Map.copyOf(values);
            return this;
        }

        /** The pod. */
        public Pod build() {
            return new Pod(this);
        }
    }
}
