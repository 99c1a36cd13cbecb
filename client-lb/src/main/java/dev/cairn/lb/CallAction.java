// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import org.jspecify.annotations.Nullable;

/**
 * What a call does at one endpoint.
 *
 * @param <T> what it returns
 * @param <E> what it throws
 */
@FunctionalInterface
public interface CallAction<T extends @Nullable Object, E extends Exception> {
    /** Does it; called once for each attempt. */
    T at(Attempt attempt) throws E;
}
