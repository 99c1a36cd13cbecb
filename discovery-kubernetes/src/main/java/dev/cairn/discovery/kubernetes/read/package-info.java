// SPDX-License-Identifier: Apache-2.0
/**
 * From bytes of the Kubernetes API to objects of the model, without a tree between: documents are cut out of the stream, then read
 * token by token. No input or output happens here. Used by {@code dev.cairn.discovery.kubernetes} only; entry types:
 * {@link dev.cairn.discovery.kubernetes.read.EventReader} and {@link dev.cairn.discovery.kubernetes.read.ListReader}.
 */
@NullMarked
package dev.cairn.discovery.kubernetes.read;

import org.jspecify.annotations.NullMarked;
