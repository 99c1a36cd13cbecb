// SPDX-License-Identifier: Apache-2.0
/** Wiring and lifecycle of the server: the only package that may import all others. */
@NullMarked
package dev.cairn.dns.app;

import org.jspecify.annotations.NullMarked;
