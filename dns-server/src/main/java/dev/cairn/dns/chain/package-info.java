// SPDX-License-Identifier: Apache-2.0
/**
 * How one request becomes one response: the plan of each zone, the handlers in it, and the dispatcher that walks them.
 *
 * <p>Entry type: {@link dev.cairn.dns.chain.Dispatcher}. May import {@code wire} and nothing else of ours. {@code Dispatcher}, {@code
 * Exchange}, {@code ZoneTable} and {@code Plan} are on the hot path: they allocate nothing for a query that is answered.
 */
@NullMarked
package dev.cairn.dns.chain;

import org.jspecify.annotations.NullMarked;
