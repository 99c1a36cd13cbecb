// SPDX-License-Identifier: Apache-2.0
/**
 * Checks that ask an endpoint whether it is well, beside the calls that it gets.
 *
 * <p>Entry types: {@link dev.cairn.lb.check.ActiveChecks}, the options, and {@link dev.cairn.lb.check.ActiveCheck}, which others may
 * implement. Imports nothing else of this module.
 */
@NullMarked
package dev.cairn.lb.check;

import org.jspecify.annotations.NullMarked;
