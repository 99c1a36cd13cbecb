// SPDX-License-Identifier: Apache-2.0
/** The chain of handlers and the plan of each zone. May import {@code wire}. */
@NullMarked
package dev.cairn.dns.chain;

import org.jspecify.annotations.NullMarked;
