// SPDX-License-Identifier: Apache-2.0
/** Metrics of balancers in Micrometer; {@link dev.cairn.micrometer.CairnMetrics} is the entry. Nothing of ours imports it. */
@NullMarked
package dev.cairn.micrometer;

import org.jspecify.annotations.NullMarked;
