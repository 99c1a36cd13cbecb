// SPDX-License-Identifier: Apache-2.0
/** Fills the discovery model from a live Kubernetes API server. */
@NullMarked
package dev.cairn.discovery.kubernetes;

import org.jspecify.annotations.NullMarked;
