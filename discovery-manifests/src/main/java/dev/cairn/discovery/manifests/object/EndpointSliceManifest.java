// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.object;

import dev.cairn.discovery.EndpointGroup;

/**
 * An EndpointSlice as declared. <b>Immutable.</b>
 *
 * @param meta what every object has
 * @param serviceName the Service it belongs to, in the same namespace
 * @param manager the value of {@code endpointslice.kubernetes.io/managed-by}, empty when there is none
 * @param group what it says
 */
public record EndpointSliceManifest(Meta meta, String serviceName, String manager, EndpointGroup group)
        implements Manifest {}
