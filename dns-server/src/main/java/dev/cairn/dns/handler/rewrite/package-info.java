// SPDX-License-Identifier: Apache-2.0
/**
 * Changes questions on their way in, and their answers on the way back.
 *
 * <p>Entry types: {@link dev.cairn.dns.handler.rewrite.RewriteConfig}, {@link dev.cairn.dns.handler.rewrite.RewriteHandler}. May import
 * {@code chain}, {@code wire} and {@code config}. Regular expressions are RE2's, which take time in proportion to the name.
 */
@NullMarked
package dev.cairn.dns.handler.rewrite;

import org.jspecify.annotations.NullMarked;
