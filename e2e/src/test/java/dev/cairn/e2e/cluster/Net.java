// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.cluster;

/** The addresses of the network namespace, as {@code namespace/bin/java} lays it out. */
public final class Net {
    /** The node's address. */
    public static final String NODE = "10.200.0.1";

    /** The node's IPv6 address. */
    public static final String NODE_V6 = "fd00:99::1";

    /** The address of the cluster's DNS Service, which {@code /etc/resolv.conf} names. */
    public static final String DNS = "10.96.0.10";

    /** The address of the Service {@code kubernetes}. */
    static final String API = "10.96.0.1";

    static final String SERVICE_RANGES = "10.96.0.0/12,fd00:96::/108";
    static final String LOAD_BALANCER_POOL = "10.250.0.0/24";
    static final String POD_RANGES = "10.244.0.0/16,fd00:244::/64";

    private Net() {}
}
