// SPDX-License-Identifier: Apache-2.0
/**
 * Endpoints from the DNS, through dnsjava: SRV, then addresses, asked again by TTL. Entry type: {@link
 * dev.cairn.lb.internal.dns.DnsEndpoints}. Imports the target grammar and the endpoint sources.
 */
@NullMarked
package dev.cairn.lb.internal.dns;

import org.jspecify.annotations.NullMarked;
