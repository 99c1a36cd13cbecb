// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PlacementTest {
    private static final long SEED = 20261123;
    private static final int HASHES = 200_000;

    /** Kind, how far a share may be from its weight, which part of all hashes may move besides those of a member that goes. */
    static Stream<Arguments> kinds() {
        return Stream.of(
                // 100 points each: a standard deviation of a tenth; four of them
                Arguments.of(kind("ring", HashRing::new), 0.4, 0.0),
                Arguments.of(kind("maglev", MaglevTable::new), 0.08, 0.03),
                Arguments.of(kind("rendezvous", Rendezvous::new), 0.08, 0.0));
    }

    private static Named<Placement.Kind> kind(String name, Placement.Kind kind) {
        return Named.of(name, kind);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void giveEachMemberItsShareByWeight(Placement.Kind kind, double tolerance) {
        double[] weights = {1, 1, 2, 3, 5, 1, 2, 3, 5, 1};
        int[] counts = counts(kind.of(members(weights.length), weights), weights.length);
        for (int member = 0; member < weights.length; member++) {
            double due = HASHES * weights[member] / 24;
            assertThat(counts[member] / due)
                    .as("seed %s, %s", SEED, Arrays.toString(counts))
                    .isBetween(1 - tolerance, 1 + tolerance);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void moveLittleMoreThanTheHashesOfTheMemberThatGoes(Placement.Kind kind, double tolerance, double extra) {
        int n = 50;
        long[] all = members(n);
        int gone = 17;
        long[] left = IntStream.range(0, n)
                .filter(i -> i != gone)
                .mapToLong(i -> all[i])
                .toArray();
        Placement before = kind.of(all, ones(n));
        Placement after = kind.of(left, ones(n - 1));
        int ofGone = 0;
        int moved = 0;
        for (long hash : hashes()) {
            int was = before.memberOf(hash);
            int is = after.memberOf(hash);
            ofGone += was == gone ? 1 : 0;
            moved += was != gone && left[is] != all[was] ? 1 : 0;
        }
        assertThat(ofGone / (double) HASHES).isBetween((1 - tolerance) / n, (1 + tolerance) / n);
        assertThat(moved / (double) HASHES).isLessThanOrEqualTo(extra);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void takeTheOnlyMember(Placement.Kind kind) {
        Placement placement = kind.of(members(1), ones(1));
        assertThat(Arrays.stream(hashes()).map(placement::memberOf).distinct()).containsExactly(0L);
    }

    @Test
    void maglevGivesMembersOfOneWeightTheSameNumberOfSlotsButForOne() {
        for (int n : new int[] {1, 2, 3, 10, 100, 655, 5_000}) {
            int[] slots = slots(new MaglevTable(members(n), ones(n)), n);
            assertThat(IntStream.of(slots).sum()).isEqualTo(MaglevTable.SLOTS);
            assertThat(IntStream.of(slots).max().orElseThrow())
                    .as("%s members", n)
                    .isLessThanOrEqualTo(IntStream.of(slots).min().orElseThrow() + 1);
        }
    }

    @Test
    void maglevFollowsWeightsWithinOneInAHundred() {
        Random random = new Random(SEED);
        for (int n : new int[] {2, 7, 30, 100}) {
            double[] weights = random.doubles(n, 1, 6).map(Math::floor).toArray();
            double sum = Arrays.stream(weights).sum();
            int[] slots = slots(new MaglevTable(members(n), weights), n);
            for (int member = 0; member < n; member++) {
                assertThat(slots[member] / (MaglevTable.SLOTS * weights[member] / sum))
                        .as("seed %s, %s members", SEED, n)
                        .isBetween(0.99, 1.01);
            }
        }
    }

    @Test
    void ringHasAPointForEachOfManyMembers() {
        int n = 20_000;
        int[] counts = new int[n];
        HashRing ring = new HashRing(members(n), ones(n));
        new Random(SEED).longs(4_000_000).forEach(hash -> counts[ring.memberOf(hash)]++);
        assertThat(IntStream.of(counts).filter(count -> count > 0).count()).isGreaterThan(n * 99 / 100);
    }

    private static int[] slots(MaglevTable table, int members) {
        int[] slots = new int[members];
        for (long slot = 0; slot < MaglevTable.SLOTS; slot++) {
            // the least hash that falls into the slot
            long upper = ((slot << 32) + MaglevTable.SLOTS - 1) / MaglevTable.SLOTS;
            slots[table.memberOf(upper << 32)]++;
        }
        return slots;
    }

    private static int[] counts(Placement placement, int members) {
        int[] counts = new int[members];
        for (long hash : hashes()) {
            counts[placement.memberOf(hash)]++;
        }
        return counts;
    }

    private static long[] hashes() {
        return new Random(SEED).longs(HASHES).map(Hash64::mix).toArray();
    }

    private static long[] members(int n) {
        return IntStream.range(0, n)
                .mapToLong(i -> Hash64.of("10.0.0." + i + ":8080"))
                .toArray();
    }

    private static double[] ones(int n) {
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return ones;
    }
}
