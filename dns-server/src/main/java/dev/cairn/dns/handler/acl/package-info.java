// SPDX-License-Identifier: Apache-2.0
/** Decides by client and type which questions are answered. May import {@code chain}, {@code wire} and {@code config}. */
@NullMarked
package dev.cairn.dns.handler.acl;

import org.jspecify.annotations.NullMarked;
