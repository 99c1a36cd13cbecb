// SPDX-License-Identifier: Apache-2.0
/**
 * What a control plane does with declared objects: addresses, replicas, readiness, endpoints. Entry type {@link
 * dev.cairn.discovery.manifests.cluster.ControlPlane}. Hidden from users; imports {@code object}, {@code yaml} and the model.
 */
@NullMarked
package dev.cairn.discovery.manifests.cluster;

import org.jspecify.annotations.NullMarked;
