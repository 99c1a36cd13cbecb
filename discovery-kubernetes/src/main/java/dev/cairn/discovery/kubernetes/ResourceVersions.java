// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

/** Compares resource versions: unsigned decimals of any length; anything else can be told equal or not, but never older. */
final class ResourceVersions {
    private ResourceVersions() {}

    static boolean isOlder(String candidate, String held) {
        if (!isDecimal(candidate) || !isDecimal(held)) {
            return false;
        }
        int candidateStart = firstDigitOf(candidate);
        int heldStart = firstDigitOf(held);
        int byLength = (candidate.length() - candidateStart) - (held.length() - heldStart);
        return byLength != 0
                ? byLength < 0
                : candidate.substring(candidateStart).compareTo(held.substring(heldStart)) < 0;
    }

    private static boolean isDecimal(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static int firstDigitOf(String text) {
        int at = 0;
        while (at < text.length() - 1 && text.charAt(at) == '0') {
            at++;
        }
        return at;
    }
}
