// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli.query;

import dev.cairn.dns.wire.Message;
import java.net.InetSocketAddress;

/**
 * An answer, and how it came. <b>Immutable.</b>
 *
 * @param message what was answered
 * @param bytes the length of the message
 * @param server who was asked
 * @param overTcp whether it came over TCP
 * @param wasTruncated whether it was asked again over TCP because UDP could not carry it
 * @param nanos from the question to the answer
 */
public record Reply(
        Message message, int bytes, InetSocketAddress server, boolean overTcp, boolean wasTruncated, long nanos) {}
