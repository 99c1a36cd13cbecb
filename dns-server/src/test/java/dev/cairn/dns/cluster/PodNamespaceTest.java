// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.Input;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Pod;
import dev.cairn.discovery.Selection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose pod has an address. */
class PodNamespaceTest {
    private static final String ADDRESS = "10.244.0.7";

    private final ClusterModel model = new ClusterModel(
            new ModelOptions(
                    Selection.builder().with(Input.PODS).podAddressesOnly(true).build(), false),
            List.of());

    @BeforeEach
    void sync() {
        model.selection().inputs().forEach(model::onSynced);
    }

    private static Pod pod(String namespace, String name, boolean hostNetwork, String... addresses) {
        return Pod.builder(namespace, name)
                .addresses(Stream.of(addresses).map(IpAddress::parse).toList())
                .hostNetwork(hostNetwork)
                .build();
    }

    private Optional<String> namespace(String address) {
        return model.namespaceOfPod(IpAddress.parse(address).toBytes());
    }

    @Test
    void isThatOfTheOnlyPodWithTheAddress() {
        model.onPod(pod("shop", "web-0", false, ADDRESS, "fd00:244::7"));

        assertThat(namespace(ADDRESS)).contains("shop");
        assertThat(namespace("fd00:244::7")).contains("shop");
        assertThat(namespace("10.244.0.8")).isEmpty();
    }

    @Test
    void isNotKnownWhileSeveralPodsHaveTheAddress() {
        model.onPod(pod("shop", "web-0", false, ADDRESS));
        model.onPod(pod("shop", "web-1", false, ADDRESS));
        assertThat(namespace(ADDRESS)).isEmpty();

        model.onPodRemoved("shop", "web-0");
        assertThat(namespace(ADDRESS)).contains("shop");
        model.onPodRemoved("shop", "web-1");
        assertThat(namespace(ADDRESS)).isEmpty();
    }

    @Test
    void isNotKnownForTheAddressOfANode() {
        model.onPod(pod("kube-system", "proxy", true, ADDRESS));
        assertThat(namespace(ADDRESS)).isEmpty();

        model.onPod(pod("kube-system", "proxy", false, ADDRESS));
        assertThat(namespace(ADDRESS)).contains("kube-system");
        model.onPod(pod("kube-system", "proxy", true, ADDRESS));
        assertThat(namespace(ADDRESS)).isEmpty();
    }

    @Test
    void isNotKnownBeforeAllPodsAre() {
        ClusterModel unsynced = new ClusterModel(
                new ModelOptions(Selection.builder().with(Input.PODS).build(), false), List.of());
        unsynced.onPod(pod("shop", "web-0", false, ADDRESS));

        assertThat(unsynced.namespaceOfPod(IpAddress.parse(ADDRESS).toBytes())).isEmpty();
    }
}
