// SPDX-License-Identifier: Apache-2.0
/**
 * Fills the discovery model from a live Kubernetes API server. Entry type:
 * {@link dev.cairn.discovery.kubernetes.KubernetesDiscovery}.
 *
 * <p>One {@code Feed} fills one model. It has a {@code Reflector} for each resource and namespace, which lists, then watches, and
 * lists again only when it must. All of that is confined to one thread, the {@code Loop}; answers come to it in pieces, and the next
 * piece is asked for when the last one has been read.
 */
@NullMarked
package dev.cairn.discovery.kubernetes;

import org.jspecify.annotations.NullMarked;
