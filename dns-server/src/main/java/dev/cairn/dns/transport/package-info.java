// SPDX-License-Identifier: Apache-2.0
/** UDP and stream listeners. May import {@code chain} and {@code wire}. */
@NullMarked
package dev.cairn.dns.transport;

import org.jspecify.annotations.NullMarked;
