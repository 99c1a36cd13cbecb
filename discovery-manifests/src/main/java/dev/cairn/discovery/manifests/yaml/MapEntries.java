// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The entries of a map by key, with merge keys ({@code <<}) followed: own entries win, then the maps merged first. Each map is merged
 * once, so that maps that merge one another cost no more than their size.
 */
final class MapEntries {
    private static final String MERGE_KEY = "<<";

    private final Map<String, NodeTuple> entries = new LinkedHashMap<>();
    private final Set<Node> visited = Collections.newSetFromMap(new IdentityHashMap<>());
    private final BiConsumer<Node, String> complain;

    private MapEntries(BiConsumer<Node, String> complain) {
        this.complain = complain;
    }

    /** Reads the entries; complains of keys that stand twice or are no texts. */
    static Map<String, NodeTuple> of(MappingNode node, BiConsumer<Node, String> complain) {
        MapEntries collector = new MapEntries(complain);
        collector.add(node);
        return collector.entries;
    }

    private void add(MappingNode node) {
        if (!visited.add(node)) {
            return;
        }
        Map<String, NodeTuple> own = new LinkedHashMap<>();
        List<Node> merged = new ArrayList<>();
        for (NodeTuple tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                complain.accept(tuple.getKeyNode(), "a key must be a text; is this a template that was not rendered?");
            } else if (key.isPlain() && key.getValue().equals(MERGE_KEY)) {
                merged.add(tuple.getValueNode());
            } else {
                NodeTuple first = own.putIfAbsent(key.getValue(), tuple);
                if (first != null) {
                    complain.accept(key, "the key " + key.getValue() + " stands twice in one map");
                }
            }
        }
        own.forEach(entries::putIfAbsent);
        merged.forEach(this::merge);
    }

    private void merge(Node value) {
        if (value instanceof MappingNode mapping) {
            add(mapping);
        } else if (value instanceof SequenceNode list && visited.add(list)) {
            list.getValue().forEach(this::merge);
        } else if (!(value instanceof SequenceNode)) {
            complain.accept(value, "<< must be a map or a list of maps");
        }
    }
}
