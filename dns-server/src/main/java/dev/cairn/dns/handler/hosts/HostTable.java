// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.hosts;

import dev.cairn.dns.wire.FoldedName;
import dev.cairn.dns.wire.QuestionReader;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hosts of a file and of the Corefile: by name, by the parent of a wildcard, and by reverse name. Each is an open-addressed table,
 * half of it empty.
 *
 * <p><b>Immutable.</b>
 */
final class HostTable {
    /** No hosts. */
    static final HostTable EMPTY = new HostTable(List.of(), List.of(), List.of());

    private final @Nullable Host[] names;
    private final @Nullable Host[] wildcards;
    private final @Nullable Host[] reverseNames;
    private final int size;

    /** Each host has a name of its own among its kind; a wildcard is called by what follows the asterisk. */
    HostTable(Collection<Host> names, Collection<Host> wildcards, Collection<Host> reverseNames) {
        this.names = table(names);
        this.wildcards = table(wildcards);
        this.reverseNames = table(reverseNames);
        this.size = records(names) + records(wildcards) + records(reverseNames);
    }

    private static @Nullable Host[] table(Collection<Host> hosts) {
        if (hosts.isEmpty()) {
            return new Host[0];
        }
        @Nullable Host[] slots = new Host[Integer.highestOneBit(hosts.size()) * 4];
        for (Host host : hosts) {
            int slot = host.hash & (slots.length - 1);
            while (slots[slot] != null) {
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = host;
        }
        return slots;
    }

    private static int records(Collection<Host> hosts) {
        return hosts.stream()
                .mapToInt(host -> host.ipv4.length / 4 + host.ipv6.length / 16 + host.targets.size())
                .sum();
    }

    /** Records of all hosts. */
    int size() {
        return size;
    }

    /** The host asked for; a wildcard stands for one label, where the name itself does not exist (RFC 4592 §2.2.1). */
    @Nullable
    Host find(QuestionReader question) {
        Host host = find(names, question.bytes(), question.nameOffset(), question.nameLength());
        if (host != null || question.labelCount() == 0) {
            return host;
        }
        int parent = question.labelOffset(1);
        int end = question.nameOffset() + question.nameLength();
        return find(wildcards, question.bytes(), parent, end - parent);
    }

    /** The names of the address whose reverse name is asked for. */
    @Nullable
    Host findReverse(QuestionReader question) {
        return find(reverseNames, question.bytes(), question.nameOffset(), question.nameLength());
    }

    private static @Nullable Host find(@Nullable Host[] slots, byte[] name, int offset, int length) {
        if (slots.length == 0) {
            return null;
        }
        int hash = FoldedName.hash(name, offset, length);
        int mask = slots.length - 1;
        for (int slot = hash & mask; ; slot = (slot + 1) & mask) {
            Host host = slots[slot];
            if (host == null || host.hash == hash && host.name.matches(name, offset, length)) {
                return host;
            }
        }
    }
}
