// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.hash;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * Ring hash: each member stands at many points of a circle, and answers for the hashes up to each of them (Karger and others, Consistent
 * Hashing and Random Trees, 1997). <b>Immutable.</b>
 *
 * <p>A member of mean weight has a hundred points, so its share is off by a tenth in the standard deviation; fewer when there are more
 * than 2,600 members, more when there are fewer than ten. A point is one word: its place on the circle above, the member's number in
 * the lowest bits, so one array is sorted. A second one says where in it a search begins, which then looks at a point or two.
 */
public final class HashRing implements Placement {
    private static final int POINTS_OF_EACH = 100;
    private static final int MIN_POINTS = 1_024;
    private static final int MAX_POINTS = 1 << 18;

    private final long[] points; // in the order of signed words
    private final long memberMask;
    private final int[] firsts;
    private final int shift; // leaves of a hash the number of its arc

    /** As {@link Placement.Kind#of}. */
    public HashRing(long[] members, double[] weights) {
        memberMask = Math.max(1, Integer.highestOneBit(members.length) * 2L) - 1;
        int wanted = Math.min(MAX_POINTS, Math.max(MIN_POINTS, POINTS_OF_EACH * members.length));
        double pointsPerWeight = wanted / DoubleStream.of(weights).sum();
        long[] drawn = new long[wanted + members.length];
        int count = 0;
        for (int member = 0; member < members.length; member++) {
            long hash = members[member];
            long due = Math.max(1, Math.round(weights[member] * pointsPerWeight));
            for (long i = 0; i < due; i++) {
                hash = Hash64.next(hash);
                drawn[count++] = hash & ~memberMask | member;
            }
        }
        points = Arrays.copyOf(drawn, count);
        Arrays.sort(points);
        shift = Long.numberOfLeadingZeros(count);
        firsts = firsts();
    }

    /** Arcs of the circle, about as many as points, and the first point in or after each. */
    private int[] firsts() {
        int[] firsts = new int[1 << Long.SIZE - shift];
        int point = 0;
        for (int arc = 0; arc < firsts.length; arc++) {
            while (point < points.length && arcOf(points[point]) < arc) {
                point++;
            }
            firsts[arc] = point;
        }
        return firsts;
    }

    private int arcOf(long hash) {
        return (int) ((hash ^ Long.MIN_VALUE) >>> shift);
    }

    @Override
    public int memberOf(long hash) {
        int at = firsts[arcOf(hash)];
        while (at < points.length && points[at] < hash) {
            at++;
        }
        return (int) (points[at == points.length ? 0 : at] & memberMask);
    }
}
