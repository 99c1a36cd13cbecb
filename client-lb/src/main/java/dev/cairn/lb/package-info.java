// SPDX-License-Identifier: Apache-2.0
/** Picks an endpoint of a service, calls it, retries on another one. */
@NullMarked
package dev.cairn.lb;

import org.jspecify.annotations.NullMarked;
