// SPDX-License-Identifier: Apache-2.0
/**
 * The contract of a discovery source as an abstract test, and what tests of discovery need: recording watchers and builders.
 *
 * <p>Entry types: {@link dev.cairn.discovery.testkit.DiscoverySourceContract} for those who write a source, {@link
 * dev.cairn.discovery.testkit.Services} and {@link dev.cairn.discovery.testkit.RecordingServiceWatcher} for those who use one. It is
 * for test scope only.
 */
@NullMarked
package dev.cairn.discovery.testkit;

import org.jspecify.annotations.NullMarked;
