// SPDX-License-Identifier: Apache-2.0
/**
 * What a pick costs, here and elsewhere.
 *
 * <p>Each class asks one question; {@code docs/benchmarks.md} has the command.
 */
@NullMarked
package dev.cairn.benchmarks.lb;

import org.jspecify.annotations.NullMarked;
