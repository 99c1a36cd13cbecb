// SPDX-License-Identifier: Apache-2.0
/** Our DNS server and CoreDNS, as processes with the same configuration. */
@NullMarked
package dev.cairn.e2e.server;

import org.jspecify.annotations.NullMarked;
