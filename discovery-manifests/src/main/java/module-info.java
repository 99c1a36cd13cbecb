// SPDX-License-Identifier: Apache-2.0
import org.jspecify.annotations.NullMarked;

/** Fills the discovery model from a folder of Kubernetes manifests. */
@NullMarked
module dev.cairn.discovery.manifests {
    requires transitive dev.cairn.discovery;
    requires org.slf4j;
    requires org.snakeyaml.engine;
}
