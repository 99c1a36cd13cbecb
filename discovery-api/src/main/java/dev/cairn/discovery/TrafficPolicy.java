// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

/** Which endpoints traffic may be sent to ({@code internalTrafficPolicy}, {@code externalTrafficPolicy}). */
public enum TrafficPolicy {
    /** All of them. */
    CLUSTER,
    /** Only those on the node of the sender. */
    LOCAL
}
