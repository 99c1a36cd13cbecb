// SPDX-License-Identifier: Apache-2.0
/** How long it takes from a write to the API server until clients see it. */
@NullMarked
package dev.cairn.e2e.propagation;

import org.jspecify.annotations.NullMarked;
