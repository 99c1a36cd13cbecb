// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli.query;

import dev.cairn.dns.wire.Message;
import java.net.InetSocketAddress;

/** An answer, and how it came. <b>Immutable.</b> */
record Reply(Message message, int bytes, InetSocketAddress server, boolean overTcp, boolean wasTruncated, long nanos) {}
