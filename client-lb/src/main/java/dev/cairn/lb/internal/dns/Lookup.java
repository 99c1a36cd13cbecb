// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.dns;

import dev.cairn.lb.internal.source.Destination;
import java.util.List;

/** What came of looking up a target. <b>Immutable.</b> */
sealed interface Lookup {
    /**
     * Endpoints.
     *
     * @param endpoints at least one
     * @param ttlSeconds how long they hold
     * @param isComplete whether none is known to be missing, so that those not named are gone
     */
    record Found(List<Destination> endpoints, long ttlSeconds, boolean isComplete) implements Lookup {}

    /**
     * The DNS says that there is nothing.
     *
     * @param detail for people
     */
    record Nothing(String detail) implements Lookup {}

    /**
     * The target doesn't say enough.
     *
     * @param detail for people
     */
    record Unclear(String detail) implements Lookup {}

    /**
     * The DNS could not say.
     *
     * @param reason for people
     */
    record Failed(String reason) implements Lookup {}
}
