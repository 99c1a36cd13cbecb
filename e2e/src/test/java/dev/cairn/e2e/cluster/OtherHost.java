// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.cluster;

import java.util.List;
import java.util.Map;

/**
 * Another machine beside the node. It has routes to the node and to the addresses of load balancers, as a machine of the same network
 * would; pods and Services are unknown to it.
 */
public final class OtherHost implements AutoCloseable {
    private static final String DEVICE = "other-host";
    private static final String NEAR = "10.201.0.1";
    private static final String FAR = "10.201.0.2";

    private final NetworkNamespace namespace;

    private OtherHost(NetworkNamespace namespace) {
        this.namespace = namespace;
    }

    /** Starts it; there can be one at a time. */
    public static OtherHost start() {
        NetworkNamespace namespace = NetworkNamespace.create(DEVICE);
        NetworkNamespace.node("addr", "add", NEAR + "/24", "dev", DEVICE);
        NetworkNamespace.node("link", "set", DEVICE, "up");
        namespace.ip("addr", "add", FAR + "/24", "dev", "eth0");
        namespace.ip("link", "set", "eth0", "up");
        namespace.ip("route", "add", Net.NODE, "via", NEAR);
        namespace.ip("route", "add", Net.LOAD_BALANCER_POOL, "via", NEAR);
        return new OtherHost(namespace);
    }

    /** Runs a program there, which sees the same files and processes. */
    public Command run(Map<String, String> environment, List<String> line) {
        return Command.run(environment, namespace.inside(line));
    }

    @Override
    public void close() {
        namespace.close();
    }
}
