// SPDX-License-Identifier: Apache-2.0
/** The directive {@code multisocket}: how many sockets receive datagrams. May import {@code config}. */
@NullMarked
package dev.cairn.dns.handler.multisocket;

import org.jspecify.annotations.NullMarked;
