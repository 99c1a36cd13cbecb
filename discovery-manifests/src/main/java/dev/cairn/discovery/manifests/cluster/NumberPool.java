// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Allots numbers of a range to keys. <b>Confined to</b> one thread. */
final class NumberPool {
    /*
     * A key keeps its number for as long as the pool lives, and gets it back after a while without it when nobody else has it by then.
     * A new key starts to look at a place that its hash names, so that it finds the same one in another process, unless there a number
     * nearby is taken in another order. As the API server does (KEP-3070), the lowest numbers are given last: they are the ones that
     * people choose themselves.
     */
    private static final int MAX_FORGOTTEN = 10_000;
    private static final long NONE = -1;

    private final long first;
    private final long firstDynamic;
    private final long end;
    private Map<String, Long> remembered = Map.of();

    /** A pool of the numbers from {@code first} to before {@code end}. */
    NumberPool(long first, long end) {
        this.first = first;
        this.end = end;
        long size = end - first;
        this.firstDynamic = first + (size <= 16 ? 0 : Math.min(Math.max(16, size / 16), 256));
    }

    /** Proposes a number for each key; nothing is remembered before {@link #keep}. */
    Allotment allot(Collection<String> keys, Set<Long> reserved) {
        Map<String, Long> numbers = new LinkedHashMap<>();
        Set<Long> taken = new HashSet<>(reserved);
        Set<String> newcomers = new TreeSet<>();
        for (String key : keys) {
            Long last = remembered.get(key);
            if (last != null && taken.add(last)) {
                numbers.put(key, last);
            } else {
                newcomers.add(key);
            }
        }
        List<String> unserved = new ArrayList<>();
        for (String key : newcomers) {
            long number = unserved.isEmpty() ? probe(key, taken) : NONE;
            if (number == NONE) {
                unserved.add(key);
            } else {
                numbers.put(key, number);
            }
        }
        return new Allotment(numbers, unserved);
    }

    /** Makes an allotment the one to keep to. */
    void keep(Allotment allotment) {
        Map<String, Long> next = new HashMap<>(remembered);
        next.putAll(allotment.numbers());
        boolean tooMany = next.size() > 2 * allotment.numbers().size() + MAX_FORGOTTEN;
        remembered = tooMany ? Map.copyOf(allotment.numbers()) : next;
    }

    private long probe(String key, Set<Long> taken) {
        long size = end - firstDynamic;
        long start = size == 0 ? 0 : StableHash.of(key) % size;
        for (long i = 0; i < size; i++) {
            long candidate = firstDynamic + (start + i) % size;
            if (taken.add(candidate)) {
                return candidate;
            }
        }
        for (long candidate = first; candidate < firstDynamic; candidate++) {
            if (taken.add(candidate)) {
                return candidate;
            }
        }
        return NONE;
    }

    /**
     * Who gets what.
     *
     * @param numbers the number of each key that got one
     * @param unserved the keys for which none was left
     */
    record Allotment(Map<String, Long> numbers, List<String> unserved) {}
}
