// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.object;

/** One object as a manifest declares it. <b>Immutable.</b> */
public sealed interface Manifest
        permits EndpointsManifest,
                EndpointSliceManifest,
                NamespaceManifest,
                NodeManifest,
                PodManifest,
                ServiceManifest,
                WorkloadManifest {
    /** What every object has. */
    Meta meta();
}
