// SPDX-License-Identifier: Apache-2.0
/**
 * Hashes, and who is responsible for which of them: ring, Maglev table, rendezvous. Knows members by number only, so that policies and
 * the balancer may share it. Imports nothing else of this module.
 */
@NullMarked
package dev.cairn.lb.internal.hash;

import org.jspecify.annotations.NullMarked;
