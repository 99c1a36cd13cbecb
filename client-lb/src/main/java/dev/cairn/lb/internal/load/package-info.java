// SPDX-License-Identifier: Apache-2.0
/**
 * Weights from what servers report of their load.
 *
 * <p>Entry type: {@link dev.cairn.lb.internal.load.LoadController}. Imports nothing else of this module.
 */
@NullMarked
package dev.cairn.lb.internal.load;

import org.jspecify.annotations.NullMarked;
