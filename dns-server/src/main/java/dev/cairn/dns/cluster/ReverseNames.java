// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who has which address: for each the Services whose cluster IP it is and the ready endpoints, since one address may belong to many.
 *
 * <p>One {@link Trie} for each family, in the order of the address's bits, so that it also tells whether anything exists below a part of
 * a reverse name (RFC 8020).
 *
 * <p>Read by any thread, written by one.
 */
final class ReverseNames {
    /** How many addresses are looked at in search of a visible one. */
    private static final int MAX_LOOKS = 64;

    private static final int IPV4_BYTES = 4;
    private static final Trie<Object> TRIE = new Trie<>(new AddressKeys());

    /** Several entries of one address; those of one Service are neighbours. */
    static final class Shared {
        private final ReverseEntry[] entries;

        private Shared(List<ReverseEntry> entries) {
            this.entries = entries.toArray(ReverseEntry[]::new);
        }
    }

    private volatile @Nullable Object ipv4;
    private volatile @Nullable Object ipv6;

    /** What stands for an address, to be taken apart by {@link #count} and {@link #entry}; null when there is nothing. */
    @Nullable
    Object find(byte[] address, int length) {
        Object at = length == IPV4_BYTES ? ipv4 : ipv6;
        for (int depth = 0; at instanceof Trie.Node node; depth++) {
            at = node.child(nibble(address, depth));
        }
        return at != null && first(at).hasAddress(address, length) ? at : null;
    }

    /** How many entries stand for an address. */
    static int count(Object found) {
        return found instanceof Shared shared ? shared.entries.length : 1;
    }

    /** One of the entries that stand for an address. */
    static ReverseEntry entry(Object found, int index) {
        return found instanceof Shared shared ? shared.entries[index] : (ReverseEntry) found;
    }

    /** Whether an entry names the same as one before it, as while an endpoint moves from group to group. */
    static boolean isRepeated(Object found, int index) {
        if (!(found instanceof Shared shared) || !(shared.entries[index] instanceof EndpointName name)) {
            return false;
        }
        for (int i = index - 1; i >= 0 && shared.entries[i].cell() == name.cell(); i--) {
            if (shared.entries[i] instanceof EndpointName other && other.sharesLabel(name)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a visible name exists for an address that begins with these nibbles. Looks at a bounded number of addresses: where that
     * many hidden ones come first, the answer is yes.
     *
     * @param nibbles how many, less than an address has
     */
    boolean hasVisibleBelow(byte[] address, int nibbles, boolean isIpv4, boolean hidesEmptyServices) {
        Object at = isIpv4 ? ipv4 : ipv6;
        int depth = 0;
        while (depth < nibbles && at instanceof Trie.Node node) {
            at = node.child(nibble(address, depth++));
        }
        return at != null
                && beginsWith(at, address, depth, nibbles)
                && looksLeft(at, hidesEmptyServices, MAX_LOOKS) <= 0;
    }

    private static boolean beginsWith(Object at, byte[] address, int from, int to) {
        for (int depth = from; depth < to; depth++) {
            if (first(at).addressNibble(depth) != nibble(address, depth)) {
                return false;
            }
        }
        return true;
    }

    /** How many looks are left after looking below a node; 0 or less when the search is over. */
    private static int looksLeft(Object at, boolean hidesEmptyServices, int looks) {
        if (!(at instanceof Trie.Node node)) {
            return hasVisible(at, hidesEmptyServices) ? 0 : looks - 1;
        }
        int left = looks;
        for (int i = 0; i < node.size() && left > 0; i++) {
            left = looksLeft(node.at(i), hidesEmptyServices, left);
        }
        return left;
    }

    /** Whether one of the names that stand for an address exists; as far as a bounded number of looks tells. */
    static boolean hasVisible(Object found, boolean hidesEmptyServices) {
        int looks = Math.min(MAX_LOOKS, count(found));
        for (int i = 0; i < looks; i++) {
            if (entry(found, i).isVisible(hidesEmptyServices)) {
                return true;
            }
        }
        return looks < count(found);
    }

    /** The root of the map of IPv4 addresses. */
    @Nullable
    Object ipv4Root() {
        return ipv4;
    }

    /** Takes entries away and adds others, in one write for each family; for the writer. */
    void change(ServiceCompiler.Step step, Object edit) {
        Edit ipv4Edit = new Edit(ipv4, step, edit);
        Edit ipv6Edit = new Edit(ipv6, step, edit);
        for (ReverseEntry entry : step.addedNames()) {
            (entry.isIpv4() ? ipv4Edit : ipv6Edit).add(entry);
        }
        for (ReverseEntry entry : step.addedAddresses()) {
            (entry.isIpv4() ? ipv4Edit : ipv6Edit).add(entry);
        }
        for (EndpointBlock block : step.removedBlocks()) {
            for (int i = 0; i < block.count(); i++) {
                (block.isIpv4() ? ipv4Edit : ipv6Edit).remove(new EndpointName(block, i, 0));
            }
        }
        for (ClusterAddress address : step.removedAddresses()) {
            (address.isIpv4() ? ipv4Edit : ipv6Edit).remove(address);
        }
        if (ipv4 != ipv4Edit.root) {
            ipv4 = ipv4Edit.root;
        }
        if (ipv6 != ipv6Edit.root) {
            ipv6 = ipv6Edit.root;
        }
    }

    private static ReverseEntry first(Object found) {
        return entry(found, 0);
    }

    private static int nibble(byte[] address, int depth) {
        int octet = address[depth >> 1];
        return (depth & 1) == 0 ? octet >> 4 & 0xF : octet & 0xF;
    }

    /** The change of one family. */
    private static final class Edit {
        private final ServiceCompiler.Step step;
        private final Object edit;
        private @Nullable Object root;

        Edit(@Nullable Object root, ServiceCompiler.Step step, Object edit) {
            this.root = root;
            this.step = step;
            this.edit = edit;
        }

        void add(ReverseEntry entry) {
            Object held = held(entry);
            List<ReverseEntry> entries = held == null ? new ArrayList<>(1) : kept(held);
            int at = entries.size();
            while (at > 0 && entries.get(at - 1).cell() != entry.cell()) {
                at--;
            }
            entries.add(at == 0 ? entries.size() : at, entry);
            root = TRIE.put(root, value(entries), edit);
        }

        void remove(ReverseEntry entry) {
            Object held = held(entry);
            if (held == null) {
                return;
            }
            List<ReverseEntry> entries = kept(held);
            if (entries.size() < count(held)) {
                root = entries.isEmpty() ? TRIE.remove(root, held, edit) : TRIE.put(root, value(entries), edit);
            }
        }

        private @Nullable Object held(ReverseEntry entry) {
            Object at = root;
            for (int depth = 0; at instanceof Trie.Node node; depth++) {
                at = node.child(entry.addressNibble(depth));
            }
            return at != null && AddressKeys.sameAddress(first(at), entry) ? at : null;
        }

        private List<ReverseEntry> kept(Object held) {
            List<ReverseEntry> entries = new ArrayList<>(count(held) + 1);
            for (int i = 0; i < count(held); i++) {
                ReverseEntry entry = entry(held, i);
                boolean removed = entry instanceof EndpointName name
                        ? step.removedBlocks().contains(name.block)
                        : step.removedAddresses().contains(entry);
                if (!removed) {
                    entries.add(entry);
                }
            }
            return entries;
        }

        private static Object value(List<ReverseEntry> entries) {
            return entries.size() == 1 ? entries.get(0) : new Shared(entries);
        }
    }

    private static final class AddressKeys implements Trie.Keys<Object> {
        @Override
        public int nibble(Object value, int depth) {
            return first(value).addressNibble(depth);
        }

        @Override
        public boolean same(Object a, Object b) {
            return sameAddress(first(a), first(b));
        }

        static boolean sameAddress(ReverseEntry a, ReverseEntry b) {
            int nibbles = a.isIpv4() ? 2 * IPV4_BYTES : 32;
            for (int depth = 0; depth < nibbles; depth++) {
                if (a.addressNibble(depth) != b.addressNibble(depth)) {
                    return false;
                }
            }
            return true;
        }
    }
}
