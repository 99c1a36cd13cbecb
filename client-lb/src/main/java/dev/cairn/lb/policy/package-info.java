// SPDX-License-Identifier: Apache-2.0
/**
 * Policies: which endpoint the next call goes to.
 *
 * <p>Entry types: {@link dev.cairn.lb.policy.Policies} for those that come with the library, {@link dev.cairn.lb.policy.Policy} to
 * write one. {@link dev.cairn.lb.policy.Picker#pick} is on the hot path. Imports nothing of this module but {@code internal.hash} and
 * {@code internal.load}.
 */
@NullMarked
package dev.cairn.lb.policy;

import org.jspecify.annotations.NullMarked;
