// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Guesses which known word was meant by an unknown one. <b>Thread-safe.</b> */
public final class Words {
    private static final int MAX_LENGTH = 64;

    private Words() {}

    /** {@code ", did you mean x?"}, or nothing when no known word is near. */
    public static String guess(String word, Collection<String> known) {
        if (word.length() > MAX_LENGTH) {
            return "";
        }
        return known.stream()
                .filter(candidate -> distance(word, candidate) <= Math.max(1, candidate.length() / 3))
                .min(Comparator.<String>comparingInt(candidate -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .map(candidate -> ", did you mean " + candidate + "?")
                .orElse("");
    }

    /** The Levenshtein distance, letter case apart. */
    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitution, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
