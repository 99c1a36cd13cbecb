// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

import java.util.Objects;
import java.util.Optional;

/**
 * One point where an external load balancer receives traffic for a Service ({@code status.loadBalancer.ingress}).
 *
 * <p><b>Immutable.</b>
 *
 * @param address the address, empty when the load balancer is known by name
 * @param hostname the name, empty when it is known by address
 * @param ipMode whether nodes may short-cut the address
 */
public record LoadBalancerIngress(Optional<IpAddress> address, String hostname, IpMode ipMode) {
    /** What a node does with traffic to the address ({@code ipMode}). */
    public enum IpMode {
        /** Delivers it itself, past the load balancer: the default. */
        VIP,
        /** Sends it to the load balancer. */
        PROXY
    }

    /** Refuses null parts. */
    public LoadBalancerIngress {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(hostname, "hostname");
        Objects.requireNonNull(ipMode, "ipMode");
    }
}
