// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.object;

/** A Namespace as declared. <b>Immutable.</b> */
public record NamespaceManifest(Meta meta) implements Manifest {}
