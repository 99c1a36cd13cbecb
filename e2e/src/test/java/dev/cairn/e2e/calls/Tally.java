// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.calls;

/**
 * What a caller saw in a while. <b>Immutable.</b>
 *
 * @param calls those that ended
 * @param failed those of them without an answer
 * @param longestMillis the longest that one took, answered or not
 * @param pods how many pods answered
 * @param failure what the first failed call said; empty when none failed
 */
record Tally(int calls, int failed, long longestMillis, int pods, String failure) {
    private static final int FIELDS = 5;

    /** One line, for {@link #parse}. */
    String line() {
        return calls + " " + failed + " " + longestMillis + " " + pods + " " + failure.replace('\n', ' ');
    }

    static Tally parse(String line) {
        String[] fields = line.split(" ", FIELDS);
        return new Tally(
                Integer.parseInt(fields[0]),
                Integer.parseInt(fields[1]),
                Long.parseLong(fields[2]),
                Integer.parseInt(fields[3]),
                fields[4]);
    }
}
