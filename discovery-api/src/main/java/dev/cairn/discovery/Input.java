// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

/** A kind of object that a source reads; each is synced on its own. */
public enum Input {
    /** Services. */
    SERVICES,
    /** The endpoints of Services. */
    ENDPOINTS,
    /** Namespaces. */
    NAMESPACES,
    /** Pods, read only when asked for. */
    PODS,
    /** Nodes, read only when asked for. */
    NODES
}
