// SPDX-License-Identifier: Apache-2.0
/** Tests of the HTTP client against servers on loopback. */
@NullMarked
package dev.cairn.lb.http;

import org.jspecify.annotations.NullMarked;
