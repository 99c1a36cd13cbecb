// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The persistent map against a plain one. */
class TrieTest {
    private static final int NIBBLES = 6;

    /** A key of six hexadecimal digits with a value. */
    private record Entry(String key, int value) {}

    private final Trie<Entry> trie = new Trie<>(new Trie.Keys<>() {
        @Override
        public int nibble(Entry entry, int depth) {
            return Character.digit(entry.key().charAt(depth), 16);
        }

        @Override
        public boolean same(Entry a, Entry b) {
            return a.key().equals(b.key());
        }
    });

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void holdsWhatAMapHoldsAndOldVersionsStay(long seed) {
        Random random = new Random(seed);
        Map<String, Entry> map = new TreeMap<>();
        Object root = null;
        List<Object> oldRoots = new ArrayList<>();
        List<Map<String, Entry>> oldMaps = new ArrayList<>();
        Object edit = new Object();
        for (int i = 0; i < 2_000; i++) {
            Entry entry = new Entry(key(random), i);
            if (random.nextInt(3) > 0) {
                map.put(entry.key(), entry);
                root = trie.put(root, entry, edit);
            } else {
                map.remove(entry.key());
                root = trie.remove(root, entry, edit);
            }
            if (random.nextInt(20) == 0) { // published: what follows is another edit
                oldRoots.add(root == null ? "" : root);
                oldMaps.add(new HashMap<>(map));
                edit = new Object();
            }
        }
        assertThat(entries(root)).as("seed %d", seed).isEqualTo(new HashMap<>(map));
        for (int i = 0; i < oldRoots.size(); i++) {
            Object old = oldRoots.get(i);
            assertThat(entries(old.equals("") ? null : old)).as("version %d", i).isEqualTo(oldMaps.get(i));
        }
    }

    @Test
    void anEmptyMapIsNullAndAMapOfOneIsItsValue() {
        Entry a = new Entry("aaaaaa", 1);
        Entry b = new Entry("aaaaab", 2);
        Object edit = new Object();
        Object one = trie.put(null, a, edit);
        assertThat(one).isSameAs(a);
        Object two = trie.put(one, b, edit);
        assertThat(two).isInstanceOf(Trie.Node.class);
        Object left = trie.remove(two, b, edit);
        assertThat(left).as("branches that are not needed any more are gone").isSameAs(a);
        assertThat(trie.remove(left, a, edit)).isNull();
    }

    @Test
    void removingWhatIsNotThereChangesNothing() {
        Object edit = new Object();
        Object root = trie.put(trie.put(null, new Entry("aaaaaa", 1), edit), new Entry("aabbbb", 2), edit);
        assertThat(trie.remove(root, new Entry("aacccc", 0), new Object())).isSameAs(root);
        assertThat(trie.remove(root, new Entry("aaaaab", 0), new Object())).isSameAs(root);
        assertThat(trie.remove(null, new Entry("aaaaab", 0), edit)).isNull();
    }

    /** Few different first digits, so that paths are long. */
    private static String key(Random random) {
        StringBuilder key = new StringBuilder();
        for (int i = 0; i < NIBBLES; i++) {
            key.append(Integer.toHexString(random.nextInt(i < 3 ? 2 : 16)));
        }
        return key.toString();
    }

    private static Map<String, Entry> entries(@Nullable Object root) {
        Map<String, Entry> entries = new HashMap<>();
        collect(root, 0, entries);
        return entries;
    }

    private static void collect(@Nullable Object at, int depth, Map<String, Entry> entries) {
        if (at instanceof Entry entry) {
            assertThat(entries.put(entry.key(), entry)).isNull();
        } else if (at instanceof Trie.Node node) {
            for (int nibble = 0; nibble < 16; nibble++) {
                Object child = node.child(nibble);
                if (child instanceof Entry entry) {
                    assertThat(Character.digit(entry.key().charAt(depth), 16)).isEqualTo(nibble);
                }
                collect(child, depth + 1, entries);
            }
        }
    }
}
