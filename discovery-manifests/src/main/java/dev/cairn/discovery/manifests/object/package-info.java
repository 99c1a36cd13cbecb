// SPDX-License-Identifier: Apache-2.0
/**
 * Kubernetes objects as manifests declare them, validated one by one as the API server would. Entry type {@link
 * dev.cairn.discovery.manifests.object.ManifestReader}. Hidden from users; imports {@code yaml} and the model.
 */
@NullMarked
package dev.cairn.discovery.manifests.object;

import org.jspecify.annotations.NullMarked;
