// SPDX-License-Identifier: Apache-2.0
/** The table that a run ends with. */
@NullMarked
package dev.cairn.e2e.report;

import org.jspecify.annotations.NullMarked;
