// SPDX-License-Identifier: Apache-2.0
/**
 * Asking other name servers, without blocking and within bounds: over UDP with a random port and id for each question, over TCP and TLS
 * with connections that are kept and shared.
 *
 * <p>Entry type: {@link dev.cairn.dns.upstream.Forwarder}. Any thread may ask; all the rest happens on the one thread of an {@link
 * dev.cairn.dns.upstream.UpstreamLoop}, which owns all state of this package, so nothing here is locked. A question becomes a {@code
 * PendingQuery}, which tries servers ({@code Peer}) one after the other until one answers or its time is up. Each try is an {@code
 * Exchange}: a UDP socket of its own, or a place on a connection.
 *
 * <p>May import {@code wire}.
 */
@NullMarked
package dev.cairn.dns.upstream;

import org.jspecify.annotations.NullMarked;
