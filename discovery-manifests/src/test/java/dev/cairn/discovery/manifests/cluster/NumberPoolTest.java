// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class NumberPoolTest {
    private final NumberPool pool = new NumberPool(100, 1100);

    @Test
    void givesEachKeyANumberOfItsOwnAboveTheLowBand() {
        List<String> keys = keys(900);
        Map<String, Long> numbers = allot(pool, keys, Set.of()).numbers();
        assertThat(numbers.values()).doesNotHaveDuplicates().allMatch(number -> number >= 162 && number < 1100);
    }

    @Test
    void aKeyKeepsItsNumberWhateverOthersDo() {
        Map<String, Long> first = allot(pool, keys(500), Set.of()).numbers();
        Map<String, Long> second = allot(pool, keys(800), Set.of()).numbers();
        assertThat(second).containsAllEntriesOf(first);
    }

    @Test
    void aKeyGetsItsNumberBackWhenNobodyTookIt() {
        Map<String, Long> ten = allot(pool, keys(10), Set.of()).numbers();
        allot(pool, keys(3), Set.of());
        assertThat(allot(pool, keys(10), Set.of()).numbers()).isEqualTo(ten);
    }

    @Test
    void aReservedNumberIsTakenFromItsHolder() {
        long taken = allot(pool, List.of("a"), Set.of())
                .numbers()
                .values()
                .iterator()
                .next();
        Map<String, Long> next = allot(pool, List.of("a"), Set.of(taken)).numbers();
        assertThat(next.values()).doesNotContain(taken).hasSize(1);
    }

    @Test
    void aProposalThatIsNotKeptLeavesNoTrace() {
        NumberPool.Allotment kept = allot(pool, List.of("a"), Set.of());
        long number = kept.numbers().values().iterator().next();
        pool.allot(List.of("a"), Set.of(number));
        assertThat(pool.allot(List.of("a"), Set.of()).numbers()).isEqualTo(kept.numbers());
    }

    @Test
    void usesTheLowBandLastAndSaysWhoGotNothing() {
        NumberPool small = new NumberPool(0, 40);
        NumberPool.Allotment allotment = small.allot(keys(45), Set.of(7L, 5_000L));
        assertThat(allotment.unserved()).hasSize(6);
        assertThat(new HashSet<>(allotment.numbers().values()))
                .isEqualTo(LongStream.range(0, 40)
                        .filter(number -> number != 7)
                        .boxed()
                        .collect(java.util.stream.Collectors.toSet()));
    }

    @Test
    void aFullPoolIsNotSearchedForEachKey() {
        NumberPool small = new NumberPool(0, 30_000);
        assertThat(small.allot(keys(100_000), Set.of()).unserved()).hasSize(70_000);
    }

    private static NumberPool.Allotment allot(NumberPool pool, List<String> keys, Set<Long> reserved) {
        NumberPool.Allotment allotment = pool.allot(keys, reserved);
        pool.keep(allotment);
        return allotment;
    }

    private static List<String> keys(int count) {
        return IntStream.range(0, count).mapToObj(i -> "shop/orders-" + i).toList();
    }
}
