// SPDX-License-Identifier: Apache-2.0
/** Fills the discovery model from a folder of Kubernetes manifests. */
@NullMarked
package dev.cairn.discovery.manifests;

import org.jspecify.annotations.NullMarked;
