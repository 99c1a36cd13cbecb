// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.chain;

/** What a handler has to do with the queries of one zone; decided when the configuration is loaded. */
public enum Touch {
    /** Nothing: it is left out. */
    NONE,
    /** A few instructions that the {@link Plan} carries as data; its code is not called. */
    INLINE,
    /** It answers, on the calling thread and from memory, or defers what others answer; its code is called for nothing else. */
    ANSWER,
    /** Its code must see each query, which takes the zone off the fast path. */
    CHAIN
}
