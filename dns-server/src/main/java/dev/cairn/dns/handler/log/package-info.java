// SPDX-License-Identifier: Apache-2.0
/** Logs queries and what they were answered, as CoreDNS writes it. May import {@code chain}, {@code wire} and {@code config}. */
@NullMarked
package dev.cairn.dns.handler.log;

import org.jspecify.annotations.NullMarked;
