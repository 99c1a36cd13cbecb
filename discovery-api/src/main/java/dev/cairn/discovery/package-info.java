// SPDX-License-Identifier: Apache-2.0
/**
 * The model of Kubernetes Services and their endpoints, and the contract of watching it.
 *
 * <p>Entry types: {@link dev.cairn.discovery.DiscoverySource} to read the model, {@link dev.cairn.discovery.InMemoryDiscovery}
 * to fill one. Everything else of the project points at this package; it uses the JDK and JSpecify only.
 */
@NullMarked
package dev.cairn.discovery;

import org.jspecify.annotations.NullMarked;
