// SPDX-License-Identifier: Apache-2.0
/** A Kubernetes cluster of real parts in the network namespace of this process, with a stand-in for the kubelet alone. */
@NullMarked
package dev.cairn.e2e.cluster;

import org.jspecify.annotations.NullMarked;
