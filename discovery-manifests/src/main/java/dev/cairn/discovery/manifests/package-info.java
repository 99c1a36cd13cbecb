// SPDX-License-Identifier: Apache-2.0
/**
 * Fills the discovery model from a folder of Kubernetes manifests. Entry type {@link
 * dev.cairn.discovery.manifests.ManifestDiscovery}. Of Cairn it needs {@code discovery-api} alone; its other packages are hidden.
 */
@NullMarked
package dev.cairn.discovery.manifests;

import org.jspecify.annotations.NullMarked;
