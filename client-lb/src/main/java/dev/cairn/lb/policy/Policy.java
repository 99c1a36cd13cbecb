// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.policy;

import java.util.List;

/**
 * Makes a {@link Picker} for each set of endpoints.
 *
 * <p>A balancer asks for a new picker whenever the set changes and publishes it at once; the old one goes with its last reader. A
 * policy may serve several balancers. <b>Thread-safe.</b>
 */
public interface Policy {
    /** Its name for people, such as {@code round-robin}. */
    String name();

    /**
     * A picker over these endpoints.
     *
     * @param candidates at least one; never changes; the endpoints that may be picked, all of equal standing
     */
    Picker newPicker(List<Candidate> candidates);
}
