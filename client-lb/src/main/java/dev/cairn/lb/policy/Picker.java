// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.policy;

/** Picks from one fixed set of endpoints. Never blocks. <b>Thread-safe.</b> */
@FunctionalInterface
public interface Picker {
    /**
     * The index of the endpoint for the next call, in the list that the picker was made for.
     *
     * <p>An {@linkplain PickContext#excludes excluded} endpoint is taken only when all are.
     */
    int pick(PickContext context);

    /**
     * The endpoint, one of the list, has told its load with the response of a call. Most policies have no use for it.
     */
    default void reported(Candidate candidate, LoadReport report) {}
}
