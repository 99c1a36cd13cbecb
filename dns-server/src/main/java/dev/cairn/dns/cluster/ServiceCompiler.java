// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.ServiceSnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the next version of a Service out of a snapshot and the version before, at the cost of the groups that changed.
 *
 * <p><b>Confined to</b> the thread that writes the model.
 */
final class ServiceCompiler {
    private static final int POOL_SLOTS = 256;

    /**
     * From one version to the next.
     *
     * @param version the next one; the last one where the Service goes
     * @param isVisible whether anything is answered in another way than before
     */
    record Step(
            CompiledService version,
            Set<EndpointBlock> removedBlocks,
            List<EndpointName> addedNames,
            List<ClusterAddress> removedAddresses,
            List<ClusterAddress> addedAddresses,
            boolean isVisible) {}

    private final ModelOptions options;
    // Most Services have one of a few lists of ports; equal ones found here are shared.
    private final @Nullable Ports[] pool = new Ports[POOL_SLOTS];

    /** A compiler for a model of these options. */
    ServiceCompiler(ModelOptions options) {
        this.options = options;
    }

    /**
     * Compiles a snapshot.
     *
     * @param before the version before; null for the first one
     * @param edit the edit under way, see {@link Trie}
     */
    Step compile(ServiceCell cell, ServiceSnapshot snapshot, @Nullable CompiledService before, Object edit) {
        Set<EndpointBlock> removed = new HashSet<>();
        List<EndpointName> added = new ArrayList<>();
        EndpointBlock[] blocks = blocks(cell, CompiledService.groups(snapshot), before, removed, added);
        Object known = before == null ? null : before.labels();
        Object labels = options.selection().imports()
                ? ImportedNames.replace(known, removed, added, edit)
                : LabelMap.replace(known, removed, added, edit);
        Ports ports = pooled(Ports.ofService(snapshot.service().ports()));
        CompiledService version = new CompiledService(cell, snapshot, ports, blocks, labels, before);
        boolean sameAddresses = before != null && before.clusterAddresses() == version.clusterAddresses();
        return new Step(
                version,
                removed,
                added,
                before == null || sameAddresses ? List.of() : before.clusterAddresses(),
                sameAddresses ? List.of() : version.clusterAddresses(),
                before == null || !version.isDefinedAs(before) || !removed.isEmpty() || !added.isEmpty());
    }

    /** The step that takes a Service away. */
    static Step removal(CompiledService last) {
        Set<EndpointBlock> blocks = new HashSet<>(Arrays.asList(last.blocks()));
        return new Step(last, blocks, List.of(), last.clusterAddresses(), List.of(), true);
    }

    /** The blocks of all groups; those that are new or gone are added to what was removed and added. */
    private EndpointBlock[] blocks(
            ServiceCell cell,
            List<EndpointGroup> groups,
            @Nullable CompiledService before,
            Set<EndpointBlock> removed,
            List<EndpointName> added) {
        IdentityHashMap<EndpointGroup, EndpointBlock> held = blocksByGroup(before);
        @Nullable EndpointBlock[] blocks = new EndpointBlock[groups.size()];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = held.remove(groups.get(i));
        }
        removed.addAll(held.values());
        EndpointBlock[] all = new EndpointBlock[blocks.length];
        for (int i = 0; i < all.length; i++) {
            EndpointBlock same = blocks[i];
            all[i] = same != null ? same : block(cell, groups.get(i), removed, added);
        }
        return all;
    }

    private static IdentityHashMap<EndpointGroup, EndpointBlock> blocksByGroup(@Nullable CompiledService before) {
        IdentityHashMap<EndpointGroup, EndpointBlock> held = new IdentityHashMap<>();
        for (int i = 0; before != null && i < before.blocks().length; i++) {
            held.put(before.groups().get(i), before.blocks()[i]);
        }
        return held;
    }

    private EndpointBlock block(
            ServiceCell cell, EndpointGroup group, Set<EndpointBlock> removed, List<EndpointName> added) {
        EndpointBlock made = EndpointBlock.of(cell, group, pooled(Ports.ofGroup(group.ports())), options);
        for (EndpointBlock block : removed) {
            if (block.sameRecords(made)) {
                removed.remove(block); // the group changed, but nothing that is answered of it
                return block;
            }
        }
        int hash = 0;
        for (int i = 0; i < made.count(); i++) {
            if (made.startsLabel(i)) {
                hash = Labels.hash(made.labels(), made.labelOffset(i));
            }
            added.add(new EndpointName(made, i, hash));
        }
        return made;
    }

    private Ports pooled(Ports ports) {
        int slot = ports.hashCode() & POOL_SLOTS - 1;
        @Nullable Ports held = pool[slot];
        if (held != null && held.equals(ports)) {
            return held;
        }
        pool[slot] = ports;
        return ports;
    }
}
