// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.config;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds keys that stand twice: in one block, or in two that could listen at the same address. Blocks with {@code bind}
 * may share a key if they bind different addresses.
 */
final class DuplicateKeys {

    private final Problems problems;
    private final Map<ListenKey, Map<ServerBlock, Set<String>>> seen = new HashMap<>();

    DuplicateKeys(Problems problems) {
        this.problems = problems;
    }

    void check(List<ServerBlock> blocks) {
        for (ServerBlock block : blocks) {
            Set<String> addresses = addresses(block);
            Set<ListenKey> own = new HashSet<>();
            for (ListenKey key : block.keys()) {
                if (!own.add(key)) {
                    problems.add(block.position(), key + " is named twice");
                } else {
                    register(key, block, addresses);
                }
            }
        }
    }

    private void register(ListenKey key, ServerBlock block, Set<String> addresses) {
        Map<ServerBlock, Set<String>> others = seen.computeIfAbsent(key, k -> new HashMap<>());
        others.forEach((other, otherAddresses) -> {
            if (overlap(addresses, otherAddresses)) {
                problems.add(block.position(), key + " is already served by the block at " + other.position());
            }
        });
        others.put(block, addresses);
    }

    private static Set<String> addresses(ServerBlock block) {
        Set<String> addresses = new HashSet<>();
        block.directives("bind").forEach(bind -> addresses.addAll(bind.arguments()));
        return addresses;
    }

    private static boolean overlap(Set<String> a, Set<String> b) {
        return a.isEmpty() || b.isEmpty() || a.stream().anyMatch(b::contains);
    }
}
