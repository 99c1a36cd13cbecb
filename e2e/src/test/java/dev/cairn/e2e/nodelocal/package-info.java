// SPDX-License-Identifier: Apache-2.0
/** CoreDNS as NodeLocal DNSCache runs it, in front of our server; the entry type is {@code NodeLocalIT}. */
@NullMarked
package dev.cairn.e2e.nodelocal;

import org.jspecify.annotations.NullMarked;
