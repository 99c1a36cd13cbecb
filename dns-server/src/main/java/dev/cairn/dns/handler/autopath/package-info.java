// SPDX-License-Identifier: Apache-2.0
/**
 * Goes through a client's search path in its place.
 *
 * <p>Entry types: {@link dev.cairn.dns.handler.autopath.AutopathConfig}, {@link dev.cairn.dns.handler.autopath.AutopathHandler}. May import
 * {@code chain}, {@code wire} and {@code config}.
 */
@NullMarked
package dev.cairn.dns.handler.autopath;

import org.jspecify.annotations.NullMarked;
