// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.cluster;

import java.nio.charset.StandardCharsets;

/** Hashes of names that are the same in every process: 64-bit FNV-1a, with the finisher of MurmurHash3. */
final class StableHash {
    // Kubernetes leaves out vowels and what looks like them, so that no suffix reads as a word.
    private static final String SUFFIX_ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

    private StableHash() {}

    /** The hash of a text, never negative. */
    static long of(String text) {
        long hash = 0xcbf29ce484222325L;
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ octet & 0xff) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        return (hash ^ hash >>> 33) & Long.MAX_VALUE;
    }

    /** The hash of a text as Kubernetes writes the generated ends of names. */
    static String suffix(String text, int length) {
        StringBuilder suffix = new StringBuilder(length);
        for (long hash = of(text); suffix.length() < length; hash /= SUFFIX_ALPHABET.length()) {
            suffix.append(SUFFIX_ALPHABET.charAt((int) (hash % SUFFIX_ALPHABET.length())));
        }
        return suffix.toString();
    }
}
