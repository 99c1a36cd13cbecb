// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.policy;

/** Arithmetic on random bits and indices that the policies share. */
final class Draw {
    private Draw() {}

    /** An index below {@code bound} from the upper 32 bits, by multiply and shift. */
    static int fromHigh(long bits, int bound) {
        return (int) ((bits >>> 32) * bound >>> 32);
    }

    /** An index below {@code bound} from the lower 32 bits, by multiply and shift. */
    static int fromLow(long bits, int bound) {
        return (int) ((bits & 0xffff_ffffL) * bound >>> 32);
    }

    /** The first index from {@code start} on, wrapping around, that isn't excluded; {@code start} when all are. */
    static int allowedFrom(int start, Candidate[] candidates, PickContext context) {
        int index = start;
        for (int i = 0; i < candidates.length; i++) {
            if (!context.excludes(candidates[index])) {
                return index;
            }
            index = index + 1 == candidates.length ? 0 : index + 1;
        }
        return start;
    }
}
