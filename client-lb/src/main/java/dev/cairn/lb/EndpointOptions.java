// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import org.jspecify.annotations.Nullable;

/**
 * How endpoints are judged, preferred and checked.
 *
 * <p><b>Immutable</b>, as far as what is listed is.
 *
 * @param health how they are judged by their calls
 * @param nearness which of them are near
 * @param subsets which of them are called at all
 * @param checker asks them; null when nobody does
 * @param exclusion why the user keeps some from calls
 */
record EndpointOptions(
        HealthOptions health,
        Nearness nearness,
        Subsets subsets,
        @Nullable Checker checker,
        Exclusion exclusion) {
    /** Nobody is excluded. */
    EndpointOptions(HealthOptions health, Nearness nearness, Subsets subsets, @Nullable Checker checker) {
        this(health, nearness, subsets, checker, Exclusion.NONE);
    }

    /** Of a caller that doesn't know where it is and asks nobody. */
    static EndpointOptions of(Target target, HealthOptions health) {
        return new EndpointOptions(health, Nearness.unknown(target), Subsets.none(), null);
    }
}
