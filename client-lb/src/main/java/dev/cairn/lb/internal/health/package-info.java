// SPDX-License-Identifier: Apache-2.0
/**
 * What the calls of one endpoint show of it: latency, success, and how both were lately.
 *
 * <p>Entry type: {@link dev.cairn.lb.internal.health.EndpointRecord}. Imports nothing else of this module.
 */
@NullMarked
package dev.cairn.lb.internal.health;

import org.jspecify.annotations.NullMarked;
