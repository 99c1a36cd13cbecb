// SPDX-License-Identifier: Apache-2.0
/** Answers for the names of this machine, so that no question for them leaves it. May import {@code chain}, {@code wire} and {@code config}. */
@NullMarked
package dev.cairn.dns.handler.local;

import org.jspecify.annotations.NullMarked;
