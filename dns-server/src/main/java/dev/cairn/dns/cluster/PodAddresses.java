// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Pod;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The namespaces that have a pod at an address. One address may belong to many pods: those that use their node's, and for a moment one
 * that is going and one that is coming.
 *
 * <p>A {@link Trie} for each family. Read by any thread, written by one.
 */
final class PodAddresses {
    private static final int IPV4_BYTES = 4;
    private static final Trie<Holders> TRIE = new Trie<>(new AddressKeys());

    /** The namespaces of the pods that have one address, one entry for each pod, and how many of these have it from their node. */
    private static final class Holders {
        private final byte[] address;
        private final NamespaceCell[] namespaces;
        private final int nodePods;

        private Holders(byte[] address, NamespaceCell[] namespaces, int nodePods) {
            this.address = address;
            this.namespaces = namespaces;
            this.nodePods = nodePods;
        }

        private int nibble(int depth) {
            return PodAddresses.nibble(address, depth);
        }
    }

    private volatile @Nullable Object ipv4;
    private volatile @Nullable Object ipv6;
    private final Map<String, Map<String, Pod>> pods = new HashMap<>(); // the writer's
    private int count; // the writer's

    /** Whether a pod of the namespace has the address. */
    boolean has(NamespaceCell namespace, byte[] address, int length) {
        Object at = length == IPV4_BYTES ? ipv4 : ipv6;
        for (int depth = 0; at instanceof Trie.Node node; depth++) {
            at = node.child(nibble(address, depth));
        }
        if (!(at instanceof Holders holders) || !Arrays.equals(holders.address, 0, length, address, 0, length)) {
            return false;
        }
        for (NamespaceCell holder : holders.namespaces) {
            if (holder == namespace) {
                return true;
            }
        }
        return false;
    }

    /** The namespace of the one pod whose address this is and nobody else's; null if there is none such. */
    @Nullable
    NamespaceCell only(byte[] address) {
        Holders held = find(address);
        return held != null && held.namespaces.length == 1 && held.nodePods == 0 ? held.namespaces[0] : null;
    }

    /** Adds or replaces a pod; returns whether its addresses are not those it had. For the writer. */
    boolean put(Pod pod, Function<String, NamespaceCell> cells) {
        Pod before =
                pods.computeIfAbsent(pod.namespace(), key -> new HashMap<>()).put(pod.name(), pod);
        boolean same = before != null
                && before.addresses().equals(pod.addresses())
                && before.hostNetwork() == pod.hostNetwork();
        if (same) {
            return false;
        }
        NamespaceCell namespace = cells.apply(pod.namespace());
        // First in, then out: an address that stays is never nobody's.
        pod.addresses().stream().distinct().forEach(address -> add(namespace, address, pod.hostNetwork()));
        if (before == null) {
            count++;
        } else {
            take(before, namespace);
        }
        return true;
    }

    /** Takes a pod away; returns whether it was there. For the writer. */
    boolean remove(String namespace, String name, Function<String, NamespaceCell> cells) {
        Map<String, Pod> siblings = pods.getOrDefault(namespace, Map.of());
        Pod before = siblings.isEmpty() ? null : siblings.remove(name);
        if (before == null) {
            return false;
        }
        if (siblings.isEmpty()) {
            pods.remove(namespace);
        }
        count--;
        take(before, cells.apply(namespace));
        return true;
    }

    private void take(Pod pod, NamespaceCell namespace) {
        pod.addresses().stream().distinct().forEach(address -> remove(namespace, address, pod.hostNetwork()));
    }

    /** How many pods there are; for the writer. */
    int count() {
        return count;
    }

    private void add(NamespaceCell namespace, IpAddress address, boolean ofNode) {
        List<NamespaceCell> holders = new ArrayList<>();
        byte[] octets = address.toBytes();
        Holders held = find(octets);
        if (held != null) {
            holders.addAll(Arrays.asList(held.namespaces));
        }
        holders.add(namespace);
        namespace.countUsers(1);
        int nodePods = (held == null ? 0 : held.nodePods) + (ofNode ? 1 : 0);
        publish(octets, TRIE.put(root(octets), holders(octets, holders, nodePods), new Object()));
    }

    private void remove(NamespaceCell namespace, IpAddress address, boolean ofNode) {
        byte[] octets = address.toBytes();
        Holders held = find(octets);
        if (held == null) {
            return;
        }
        List<NamespaceCell> holders = new ArrayList<>(Arrays.asList(held.namespaces));
        holders.remove(namespace); // one of them, if there are several
        namespace.countUsers(-1);
        int nodePods = held.nodePods - (ofNode ? 1 : 0);
        Object root = root(octets);
        Object edit = new Object();
        publish(
                octets,
                holders.isEmpty()
                        ? TRIE.remove(root, held, edit)
                        : TRIE.put(root, holders(octets, holders, nodePods), edit));
    }

    private static Holders holders(byte[] address, List<NamespaceCell> namespaces, int nodePods) {
        return new Holders(address, namespaces.toArray(NamespaceCell[]::new), nodePods);
    }

    private @Nullable Holders find(byte[] address) {
        Object at = root(address);
        for (int depth = 0; at instanceof Trie.Node node; depth++) {
            at = node.child(nibble(address, depth));
        }
        return at instanceof Holders holders && Arrays.equals(holders.address, address) ? holders : null;
    }

    private @Nullable Object root(byte[] address) {
        return address.length == IPV4_BYTES ? ipv4 : ipv6;
    }

    private void publish(byte[] address, @Nullable Object root) {
        if (address.length == IPV4_BYTES) {
            ipv4 = root;
        } else {
            ipv6 = root;
        }
    }

    private static int nibble(byte[] address, int depth) {
        int octet = address[depth >> 1];
        return (depth & 1) == 0 ? octet >> 4 & 0xF : octet & 0xF;
    }

    private static final class AddressKeys implements Trie.Keys<Holders> {
        @Override
        public int nibble(Holders value, int depth) {
            return value.nibble(depth);
        }

        @Override
        public boolean same(Holders a, Holders b) {
            return Arrays.equals(a.address, b.address);
        }
    }
}
