// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import dev.cairn.dns.chain.ZoneTable;
import java.net.InetSocketAddress;

/**
 * What one listener serves.
 *
 * @param server the listener as metrics name it: {@code dns://:53}
 */
record ListenerPlan(InetSocketAddress address, String server, ZoneTable zones, TransportOptions transport) {}
