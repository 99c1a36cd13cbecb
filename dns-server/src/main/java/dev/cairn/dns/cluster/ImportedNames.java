// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names of the endpoints of one Service that was imported from several clusters: a {@link LabelMap} for each of them.
 *
 * <p><b>Immutable.</b>
 */
final class ImportedNames {
    private static final ImportedNames NONE = new ImportedNames(List.of(), List.of());

    private final byte[][] clusters; // each a label
    private final Object[] roots;

    private ImportedNames(List<byte[]> clusters, List<Object> roots) {
        this.clusters = clusters.toArray(byte[][]::new);
        this.roots = roots.toArray();
    }

    /** Names without those of some blocks, but with those of others. */
    static ImportedNames replace(
            @Nullable Object before, Set<EndpointBlock> removed, Collection<EndpointName> added, Object edit) {
        ImportedNames names = before instanceof ImportedNames held ? held : NONE;
        List<byte[]> clusters = new ArrayList<>(Arrays.asList(names.clusters));
        for (EndpointName name : added) {
            byte[] cluster = name.block.cluster();
            if (clusters.stream().noneMatch(known -> Arrays.equals(known, cluster))) {
                clusters.add(cluster);
            }
        }
        List<byte[]> filled = new ArrayList<>();
        List<Object> roots = new ArrayList<>();
        for (byte[] cluster : clusters) {
            Set<EndpointBlock> gone = new HashSet<>(removed);
            gone.removeIf(block -> !Arrays.equals(block.cluster(), cluster));
            List<EndpointName> come = added.stream()
                    .filter(name -> Arrays.equals(name.block.cluster(), cluster))
                    .toList();
            Object root = LabelMap.replace(names.root(cluster, 0), gone, come, edit);
            if (root != null) {
                filled.add(cluster);
                roots.add(root);
            }
        }
        return new ImportedNames(filled, roots);
    }

    /** The endpoints that share a label in the cluster that the next label names; both in any letter case. */
    @Nullable
    Endpoints find(byte[] asked, int label) {
        return LabelMap.find(root(asked, label + 1 + asked[label]), asked, label);
    }

    /** The endpoints that share the label of one of them, in its cluster. */
    @Nullable
    Endpoints sharing(EndpointBlock block, int index) {
        return LabelMap.find(root(block.cluster(), 0), block.labels(), block.labelOffset(index));
    }

    /** Whether a label, in any letter case, is that of a cluster with ready endpoints. */
    boolean hasCluster(byte[] asked, int label) {
        return root(asked, label) != null;
    }

    private @Nullable Object root(byte[] asked, int label) {
        for (int i = 0; i < clusters.length; i++) {
            if (Labels.matchLabel(clusters[i], 0, asked, label)) {
                return roots[i];
            }
        }
        return null;
    }
}
