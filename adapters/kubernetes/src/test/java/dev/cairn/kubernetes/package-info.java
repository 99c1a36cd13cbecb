// SPDX-License-Identifier: Apache-2.0
/** What the one dependency brings. */
@NullMarked
package dev.cairn.kubernetes;

import org.jspecify.annotations.NullMarked;
