// SPDX-License-Identifier: Apache-2.0
/**
 * Answers with the addresses of a hosts file. May import {@code chain}, {@code wire} and {@code config}. {@code HostsHandler} and {@code
 * HostTable} are on the hot path: they allocate nothing.
 */
@NullMarked
package dev.cairn.dns.handler.hosts;

import org.jspecify.annotations.NullMarked;
