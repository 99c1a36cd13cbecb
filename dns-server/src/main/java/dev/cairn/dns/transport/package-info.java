// SPDX-License-Identifier: Apache-2.0
/**
 * UDP and stream listeners. Entry type: {@link dev.cairn.dns.transport.Listener}. May import {@code chain} and {@code wire}.
 *
 * <p>{@code UdpLoop} is on the hot path: it allocates nothing for a query. Every limit on what a client can make the server
 * hold is in {@link dev.cairn.dns.transport.StreamLimits}.
 */
@NullMarked
package dev.cairn.dns.transport;

import org.jspecify.annotations.NullMarked;
