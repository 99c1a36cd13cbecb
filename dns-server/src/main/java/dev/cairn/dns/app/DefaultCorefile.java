// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

/** The Corefile of a server that was given none. */
final class DefaultCorefile {

    static final String NAME = "built-in Corefile";

    /** In a cluster: all addresses, port 53, probes and metrics at their usual ports. */
    static final String CLUSTER = """
            .:53 {
                errors
                health {
                    lameduck 5s
                }
                ready
                kubernetes cluster.local in-addr.arpa ip6.arpa {
                    pods insecure
                }
                prometheus :9153
                loadbalance
            }
            """;

    /** On one machine: loopback, a port that needs no privilege, and no other port. */
    static final String LOCAL = """
            .:1053 {
                bind 127.0.0.1
                errors
                kubernetes cluster.local in-addr.arpa ip6.arpa {
                    pods insecure
                }
                loadbalance
            }
            """;

    private DefaultCorefile() {}
}
