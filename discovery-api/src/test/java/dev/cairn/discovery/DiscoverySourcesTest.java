// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The provider {@code memory-test} stands in this module's test resources. */
class DiscoverySourcesTest {
    @Test
    void opensTheSourceOfAProviderWithItsOptions() {
        assertThat(DiscoverySources.isAvailable("memory-test")).isTrue();
        try (DiscoverySource source = DiscoverySources.open("memory-test", Map.of("origin", "here"))) {
            assertThat(source.origin()).isEqualTo("here");
            assertThat(source.defaultNamespace()).isEqualTo("default");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "k8s, dev.cairn:cairn-discovery-kubernetes",
        "kubernetes, dev.cairn:cairn-discovery-kubernetes",
        "manifests, dev.cairn:cairn-discovery-manifests"
    })
    void namesTheArtifactThatIsMissing(String scheme, String artifact) {
        assertThat(DiscoverySources.isAvailable(scheme)).isFalse();
        assertThatExceptionOfType(DiscoveryException.class)
                .isThrownBy(() -> DiscoverySources.open(scheme, Map.of()))
                .withMessageContaining(scheme + "://")
                .withMessageContaining("add the dependency " + artifact)
                .matches(DiscoveryException::isPermanent);
    }

    @Test
    void listsTheSchemesWhenNoneIsLikeIt() {
        assertThatExceptionOfType(DiscoveryException.class)
                .isThrownBy(() -> DiscoverySources.open("k9s", Map.of()))
                .withMessage("unknown scheme k9s://; known are [k8s, kubernetes, manifests]");
    }

    /** Found by the service loader. */
    public static final class MemoryProvider implements DiscoverySourceProvider {
        @Override
        public Set<String> schemes() {
            return Set.of("memory-test");
        }

        @Override
        public DiscoverySource open(Map<String, String> options) {
            return new InMemoryDiscovery(options.getOrDefault("origin", ""));
        }
    }
}
