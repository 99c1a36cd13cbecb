// SPDX-License-Identifier: Apache-2.0
import dev.cairn.discovery.DiscoverySourceProvider;
import dev.cairn.discovery.manifests.ManifestDiscoveryProvider;
import org.jspecify.annotations.NullMarked;

/** Fills the discovery model from a folder of Kubernetes manifests. */
@NullMarked
module dev.cairn.discovery.manifests {
    requires transitive dev.cairn.discovery;
    requires org.slf4j;
    requires org.snakeyaml.engine;

    exports dev.cairn.discovery.manifests;

    provides DiscoverySourceProvider with
            ManifestDiscoveryProvider;
}
