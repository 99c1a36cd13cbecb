// SPDX-License-Identifier: Apache-2.0
/**
 * The forms in which servers send load reports.
 *
 * <p>Entry type: {@link dev.cairn.lb.internal.orca.OrcaReader}. Imports {@code policy} only.
 */
@NullMarked
package dev.cairn.lb.internal.orca;

import org.jspecify.annotations.NullMarked;
