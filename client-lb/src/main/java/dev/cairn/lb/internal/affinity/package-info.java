// SPDX-License-Identifier: Apache-2.0
/**
 * Session affinity: one client process, one endpoint.
 *
 * <p>Entry type: {@link dev.cairn.lb.internal.affinity.ClientAffinity}. Imports {@code policy} and {@code internal.hash}.
 */
@NullMarked
package dev.cairn.lb.internal.affinity;

import org.jspecify.annotations.NullMarked;
