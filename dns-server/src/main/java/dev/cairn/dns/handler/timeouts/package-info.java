// SPDX-License-Identifier: Apache-2.0
/** The directive {@code timeouts}: what clients of streams may keep the server waiting for. May import {@code config}. */
@NullMarked
package dev.cairn.dns.handler.timeouts;

import org.jspecify.annotations.NullMarked;
