// SPDX-License-Identifier: Apache-2.0
/** What goes wrong between a DNS server and its API server, and what clients see of it. */
@NullMarked
package dev.cairn.e2e.faults;

import org.jspecify.annotations.NullMarked;
