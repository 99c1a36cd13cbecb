// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.ServiceName;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Labels whose hashes are equal are told apart. */
class LabelMapTest {
    private static final int SAME_HASH = 0x12345678;

    private final ServiceCell cell =
            new ServiceCell(ServiceName.of("shop", "db"), new NamespaceCell(Labels.of("shop")));

    private EndpointBlock block(String... hostnames) {
        List<Endpoint> endpoints = List.of(hostnames).stream()
                .map(name -> Endpoint.builder(IpAddress.of(new byte[] {10, 0, 0, (byte) name.hashCode()}))
                        .hostname(name)
                        .build())
                .toList();
        EndpointGroup group = EndpointGroup.of("a", AddressFamily.IPV4, List.of(), endpoints);
        return EndpointBlock.of(cell, group, Ports.NONE, ModelOptions.DEFAULT);
    }

    @Test
    void labelsOfOneHashAreTwoBranchesOfTheMap() {
        EndpointBlock block = block("web-0", "web-1");
        List<EndpointName> names =
                List.of(new EndpointName(block, 0, SAME_HASH), new EndpointName(block, 1, SAME_HASH));
        Object root = LabelMap.replace(null, Set.of(), names, new Object());
        assertThat(labels(root)).isEqualTo(2);
        Object left = LabelMap.replace(root, Set.of(), List.of(names.get(0)), new Object());
        assertThat(labels(left)).as("a label that is put again").isEqualTo(2);
    }

    @Test
    void aLabelIsFoundInAnyLetterCaseAndNoOtherIs() {
        EndpointBlock block = block("web-0", "web-1", "other");
        List<EndpointName> names = List.of(name(block, 0), name(block, 1), name(block, 2));
        Object root = LabelMap.replace(null, Set.of(), names, new Object());
        assertThat(LabelMap.find(root, new byte[] {5, 'W', 'e', 'B', '-', '1'}, 0))
                .isSameAs(names.get(1));
        assertThat(LabelMap.find(root, Labels.of("web-2"), 0)).isNull();
        assertThat(LabelMap.find(null, Labels.of("web-0"), 0)).isNull();
        Object none = LabelMap.replace(root, Set.of(block), List.of(), new Object());
        assertThat(none).isNull();
    }

    private static EndpointName name(EndpointBlock block, int index) {
        return new EndpointName(block, index, Labels.hash(block.labels(), block.labelOffset(index)));
    }

    private static int labels(@Nullable Object at) {
        if (!(at instanceof Trie.Node node)) {
            return at == null ? 0 : 1;
        }
        int count = 0;
        for (int i = 0; i < node.size(); i++) {
            count += labels(node.at(i));
        }
        return count;
    }
}
