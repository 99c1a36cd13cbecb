// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.cluster;

import java.util.List;

/** The network of a pod that has processes of its own: one address of the pod range, and the node as its router. */
public final class PodNetwork implements AutoCloseable {
    private final String address;
    private final NetworkNamespace namespace;

    private PodNetwork(String address, NetworkNamespace namespace) {
        this.address = address;
        this.namespace = namespace;
    }

    /** Makes the network of the pod with this IPv4 address. */
    public static PodNetwork create(String address) {
        String device = "pod" + address.substring(address.indexOf('.', "10.".length()));
        NetworkNamespace namespace = NetworkNamespace.create(device);
        namespace.ip("link", "set", "lo", "up");
        namespace.ip("addr", "add", address + "/32", "dev", "eth0");
        namespace.ip("link", "set", "eth0", "up");
        namespace.ip("route", "add", "default", "via", Net.NODE, "dev", "eth0", "onlink");
        NetworkNamespace.node("link", "set", device, "up");
        // the table that is looked at first has a route of all pods' addresses to the node itself
        NetworkNamespace.node("route", "add", address, "dev", device, "table", "local", "src", Net.NODE);
        return new PodNetwork(address, namespace);
    }

    /** A command that runs this one in the pod's network. */
    public List<String> inside(List<String> line) {
        return namespace.inside(line);
    }

    @Override
    public void close() {
        namespace.close();
        // nobody answers for it any more, the node neither
        NetworkNamespace.node("route", "add", "blackhole", address, "table", "local");
    }
}
