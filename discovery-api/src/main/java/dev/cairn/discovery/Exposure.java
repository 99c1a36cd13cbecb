// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

/** How far a Service is reachable, each value including the ones before it ({@code spec.type} of a Service with cluster IPs). */
public enum Exposure {
    /** Inside the cluster only. */
    CLUSTER,
    /** On a port of every node. */
    NODE_PORT,
    /** Through an external load balancer. */
    LOAD_BALANCER
}
