// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How persistent maps with a branching of sixteen are changed.
 *
 * <p>A map is its root: null when it is empty, a value, or a {@link Node}. The path to a value are the nibbles of its key, as far as
 * they are needed to tell it from all others, so that a map of one value is that value, and sparse keys cost nothing for their length.
 * Two maps share every node that is equal in both. A change copies the nodes on the path, each once per <i>edit</i>, which is an object
 * that stands for itself: nodes that bear the edit under way were made by it, are seen by nobody else, and are changed in place. Whoever publishes a root
 * begins another edit for the next change. See Bagwell, Ideal Hash Trees, 2001.
 *
 * <p>Roots may be read by any thread once published. Changes are <b>confined to</b> one thread.
 *
 * @param <V> values; they know their keys through {@link Keys}
 */
final class Trie<V> {
    /** The keys of values: nibbles, and no key is the beginning of another one. */
    interface Keys<V> {
        /** The nibble of a value's key at a depth, 0 to 15. */
        int nibble(V value, int depth);

        /** Whether two values have the same key. */
        boolean same(V a, V b);
    }

    /** A branch. */
    static final class Node {
        private final Object edit;
        private int bitmap;
        private Object[] children;

        private Node(Object edit, int bitmap, Object[] children) {
            this.edit = edit;
            this.bitmap = bitmap;
            this.children = children;
        }

        /** The child at a nibble: a node, a value, or null. */
        @Nullable
        Object child(int nibble) {
            int bit = 1 << nibble;
            return (bitmap & bit) == 0 ? null : children[index(bit)];
        }

        /** How many children there are, at least one. */
        int size() {
            return children.length;
        }

        /** A child by its place among those that are there. */
        Object at(int place) {
            return children[place];
        }

        private int index(int bit) {
            return Integer.bitCount(bitmap & (bit - 1));
        }
    }

    private final Keys<V> keys;

    Trie(Keys<V> keys) {
        this.keys = keys;
    }

    /** The root of a map that holds the value in the place of the one with the same key, if there is any. */
    Object put(@Nullable Object root, V value, Object edit) {
        return put(root, value, edit, 0);
    }

    private Object put(@Nullable Object at, V value, Object edit, int depth) {
        if (at == null) {
            return value;
        }
        if (!(at instanceof Node node)) {
            return keys.same(value(at), value) ? value : split(value(at), value, edit, depth);
        }
        int bit = 1 << keys.nibble(value, depth);
        int index = node.index(bit);
        Node mine = own(node, edit);
        if ((node.bitmap & bit) != 0) {
            mine.children[index] = put(node.children[index], value, edit, depth + 1);
        } else {
            mine.children = inserted(mine.children, index, value);
            mine.bitmap |= bit;
        }
        return mine;
    }

    private Node split(V held, V added, Object edit, int depth) {
        int left = keys.nibble(held, depth);
        int right = keys.nibble(added, depth);
        if (left == right) {
            return new Node(edit, 1 << left, new Object[] {split(held, added, edit, depth + 1)});
        }
        Object[] children = left < right ? new Object[] {held, added} : new Object[] {added, held};
        return new Node(edit, 1 << left | 1 << right, children);
    }

    /** The root of a map without the value that has the key of this one; null when nothing is left. */
    @Nullable
    Object remove(@Nullable Object root, V value, Object edit) {
        return remove(root, value, edit, 0);
    }

    private @Nullable Object remove(@Nullable Object at, V value, Object edit, int depth) {
        if (at == null) {
            return null;
        }
        if (!(at instanceof Node node)) {
            return keys.same(value(at), value) ? null : at;
        }
        int bit = 1 << keys.nibble(value, depth);
        int index = node.index(bit);
        if ((node.bitmap & bit) == 0) {
            return node;
        }
        Object child = node.children[index];
        Object left = remove(child, value, edit, depth + 1);
        if (left == null) {
            return without(node, index, bit, edit);
        }
        if (node.children.length == 1 && !(left instanceof Node)) {
            return left; // a lone value moves up, as if the other had never been there
        }
        if (left == child) {
            return node;
        }
        Node mine = own(node, edit);
        mine.children[index] = left;
        return mine;
    }

    private @Nullable Object without(Node node, int index, int bit, Object edit) {
        if (node.children.length == 1) {
            return null;
        }
        if (node.children.length == 2 && !(node.children[1 - index] instanceof Node)) {
            return node.children[1 - index];
        }
        Node mine = own(node, edit);
        mine.bitmap &= ~bit;
        mine.children = removed(mine.children, index);
        return mine;
    }

    @SuppressWarnings("unchecked") // what is no node is a value
    private V value(Object leaf) {
        return (V) leaf;
    }

    private static Node own(Node node, Object edit) {
        return node.edit == edit ? node : new Node(edit, node.bitmap, node.children.clone());
    }

    private static Object[] inserted(Object[] children, int index, Object child) {
        Object[] next = new Object[children.length + 1];
        System.arraycopy(children, 0, next, 0, index);
        next[index] = child;
        System.arraycopy(children, index, next, index + 1, children.length - index);
        return next;
    }

    private static Object[] removed(Object[] children, int index) {
        Object[] next = Arrays.copyOf(children, children.length - 1);
        System.arraycopy(children, index + 1, next, index, next.length - index);
        return next;
    }
}
