// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.zone;

/**
 * Where something runs.
 *
 * <p><b>Immutable.</b>
 *
 * @param zone the zone; empty when it isn't known
 * @param node the node; empty when it isn't known
 */
public record Locality(String zone, String node) {
    /** Nothing is known. */
    public static final Locality UNKNOWN = new Locality("", "");

    /** Whether zone and node are known. */
    boolean isWhole() {
        return !zone.isEmpty() && !node.isEmpty();
    }

    /** The same, with what the other one knows more. */
    Locality orElse(Locality other) {
        return new Locality(zone.isEmpty() ? other.zone : zone, node.isEmpty() ? other.node : node);
    }
}
