// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

import java.util.Objects;

/**
 * The namespace and name that identify a Service in a cluster.
 *
 * <p><b>Immutable.</b>
 *
 * @param namespace the namespace's name, not empty
 * @param name the Service's name within it, not empty
 */
public record ServiceName(String namespace, String name) implements Comparable<ServiceName> {
    /** Refuses empty parts and parts with a dot or slash: each is one DNS label in Kubernetes. */
    public ServiceName {
        requireLabel(namespace, "namespace");
        requireLabel(name, "name");
    }

    /** The name made of these two parts. */
    public static ServiceName of(String namespace, String name) {
        return new ServiceName(namespace, name);
    }

    /**
     * Reads {@code <service>.<namespace>}, the order of DNS names: {@code orders.shop} is Service {@code orders} in namespace
     * {@code shop}.
     *
     * @throws IllegalArgumentException for any other form
     */
    public static ServiceName parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 0) {
            throw new IllegalArgumentException("a service name is <service>.<namespace>, was \"" + text + "\"");
        }
        return new ServiceName(text.substring(dot + 1), text.substring(0, dot));
    }

    private static void requireLabel(String label, String what) {
        Objects.requireNonNull(label, what);
        if (label.isEmpty() || label.indexOf('.') >= 0 || label.indexOf('/') >= 0) {
            throw new IllegalArgumentException(what + " must be one DNS label, was \"" + label + "\"");
        }
    }

    /** By namespace, then by name. */
    @Override
    public int compareTo(ServiceName other) {
        int byNamespace = namespace.compareTo(other.namespace);
        return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
    }

    /** {@code <service>.<namespace>}, which {@link #parse} reads. */
    @Override
    public String toString() {
        return name + "." + namespace;
    }
}
