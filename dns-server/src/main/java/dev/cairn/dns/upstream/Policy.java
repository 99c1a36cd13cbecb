// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.upstream;

/** In which order servers are tried for a question. */
public enum Policy {
    /** Drawn anew for each question. */
    RANDOM,
    /** Each question begins with the server after the one that the question before began with. */
    ROUND_ROBIN,
    /** As they are listed. */
    SEQUENTIAL
}
