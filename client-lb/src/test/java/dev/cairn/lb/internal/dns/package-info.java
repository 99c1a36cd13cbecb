// SPDX-License-Identifier: Apache-2.0
/** Tests of the DNS source against a small server. */
@NullMarked
package dev.cairn.lb.internal.dns;

import org.jspecify.annotations.NullMarked;
