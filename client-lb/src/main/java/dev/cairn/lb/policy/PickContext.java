// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.policy;

import java.util.Collection;

/**
 * What a call wants of its endpoint.
 *
 * <p><b>Immutable.</b>
 */
public final class PickContext {
    /** No wishes. */
    public static final PickContext NONE = new PickContext(new Candidate[0]);

    private final Candidate[] excluded;

    private PickContext(Candidate[] excluded) {
        this.excluded = excluded;
    }

    /** Any endpoint but these, as long as there is another one. */
    public static PickContext excluding(Collection<? extends Candidate> excluded) {
        return excluded.isEmpty() ? NONE : new PickContext(excluded.toArray(new Candidate[0]));
    }

    /** Whether anything is excluded. */
    public boolean hasExclusions() {
        return excluded.length > 0;
    }

    /** Whether the endpoint shall be avoided. */
    public boolean excludes(Candidate candidate) {
        for (Candidate one : excluded) {
            if (one == candidate) {
                return true;
            }
        }
        return false;
    }
}
