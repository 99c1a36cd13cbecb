// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The endpoint labels of one Service, as a persistent map from label to the endpoints that share it. A map is the root of a {@link
 * Trie}.
 *
 * <p>Keys are the keyed hash of the label, then the label itself: where hashes collide, the labels decide.
 */
final class LabelMap {
    private static final int HASH_NIBBLES = 8;
    private static final Trie<Endpoints> TRIE = new Trie<>(new LabelKeys());

    private LabelMap() {}

    /** The endpoints that share a label, given in any letter case at its length octet; null when there are none. */
    static @Nullable Endpoints find(@Nullable Object root, byte[] asked, int label) {
        Object at = root;
        if (at instanceof Trie.Node) {
            int hash = Labels.hash(asked, label);
            for (int depth = 0; at instanceof Trie.Node node; depth++) {
                at = node.child(depth < HASH_NIBBLES ? nibble(hash, depth) : foldedNibble(asked, label, depth));
            }
        }
        return at instanceof Endpoints found && found.block(0).isLabelled(found.first(0), asked, label) ? found : null;
    }

    /** The root of a map without the endpoints of some blocks, but with those of others. */
    static @Nullable Object replace(
            @Nullable Object root, Set<EndpointBlock> removed, Collection<EndpointName> added, Object edit) {
        Object next = root;
        for (EndpointName name : added) {
            if (name.block.startsLabel(name.index)) {
                List<EndpointName> sharing = sharing(next, name.block, name.index, removed);
                sharing.add(name);
                next = TRIE.put(next, EndpointRuns.of(sharing), edit);
            }
        }
        for (EndpointBlock block : removed) {
            for (int i = 0; i < block.count(); i = block.labelEnd(i)) {
                next = withoutRemoved(next, block, i, removed, edit);
            }
        }
        return next;
    }

    private static @Nullable Object withoutRemoved(
            @Nullable Object root, EndpointBlock block, int index, Set<EndpointBlock> removed, Object edit) {
        Endpoints held = find(root, block.labels(), block.labelOffset(index));
        if (held == null || !holdsAny(held, removed)) {
            return root;
        }
        List<EndpointName> left = sharing(root, block, index, removed);
        return left.isEmpty() ? TRIE.remove(root, held, edit) : TRIE.put(root, EndpointRuns.of(left), edit);
    }

    private static boolean holdsAny(Endpoints held, Set<EndpointBlock> blocks) {
        for (int run = 0; run < held.runs(); run++) {
            if (blocks.contains(held.block(run))) {
                return true;
            }
        }
        return false;
    }

    /** What the map holds for the label of an endpoint, each run by its first endpoint, without those of removed blocks. */
    private static List<EndpointName> sharing(
            @Nullable Object root, EndpointBlock block, int index, Set<EndpointBlock> removed) {
        List<EndpointName> names = new ArrayList<>(1);
        Endpoints held = find(root, block.labels(), block.labelOffset(index));
        for (int run = 0; held != null && run < held.runs(); run++) {
            if (!removed.contains(held.block(run))) {
                names.add(new EndpointName(held.block(run), held.first(run), LabelKeys.hash(held)));
            }
        }
        return names;
    }

    private static int nibble(int hash, int depth) {
        return hash >>> 28 - 4 * depth & 0xF;
    }

    private static int foldedNibble(byte[] name, int label, int depth) {
        int octet = Labels.fold(name[label + (depth - HASH_NIBBLES >> 1)]);
        return (depth & 1) == 0 ? octet >> 4 & 0xF : octet & 0xF;
    }

    private static final class LabelKeys implements Trie.Keys<Endpoints> {
        static int hash(Endpoints endpoints) {
            return endpoints instanceof EndpointName name
                    ? name.labelHash()
                    : Labels.hash(labels(endpoints), offset(endpoints));
        }

        private static byte[] labels(Endpoints endpoints) {
            return endpoints.block(0).labels();
        }

        private static int offset(Endpoints endpoints) {
            return endpoints.block(0).labelOffset(endpoints.first(0));
        }

        @Override
        public int nibble(Endpoints endpoints, int depth) {
            return depth < HASH_NIBBLES
                    ? LabelMap.nibble(hash(endpoints), depth)
                    : foldedNibble(labels(endpoints), offset(endpoints), depth);
        }

        @Override
        public boolean same(Endpoints a, Endpoints b) {
            return Labels.matchLabel(labels(a), offset(a), labels(b), offset(b));
        }
    }
}
