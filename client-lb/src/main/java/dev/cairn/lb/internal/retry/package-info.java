// SPDX-License-Identifier: Apache-2.0
/** How many retries a service gets. Entry type: {@link dev.cairn.lb.internal.retry.RetryBudget}. Imports the JDK only. */
@NullMarked
package dev.cairn.lb.internal.retry;

import org.jspecify.annotations.NullMarked;
