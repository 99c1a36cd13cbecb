// SPDX-License-Identifier: Apache-2.0
/**
 * Keeps the answers of the handlers that follow, and gives them again.
 *
 * <p>Entry types: {@link dev.cairn.dns.handler.cache.CacheConfig} and {@link dev.cairn.dns.handler.cache.CacheHandler}. May import {@code
 * chain}, {@code wire}, {@code config} and Caffeine. {@code CacheHandler}, {@code AnswerKey}, {@code AnswerCache} and {@code Entry} are on
 * the hot path: a question whose answer is kept is answered without a lock and without an allocation of ours.
 */
@NullMarked
package dev.cairn.dns.handler.cache;

import org.jspecify.annotations.NullMarked;
