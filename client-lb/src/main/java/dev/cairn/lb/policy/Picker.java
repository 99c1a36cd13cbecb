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
}
