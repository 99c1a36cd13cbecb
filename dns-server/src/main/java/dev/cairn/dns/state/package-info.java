// SPDX-License-Identifier: Apache-2.0
/**
 * The last known state of a cluster in a file, so that a server that starts while its source is away has something to answer from.
 *
 * <p>{@link dev.cairn.dns.state.StateFile} is the entry type. What is written is what a watcher is told: nothing here knows how it is
 * compiled or answered. It holds what answers are made of, and no more: names, cluster IPs, ports and ready endpoints.
 *
 * <p>May import the discovery API. Imported by {@code app}.
 */
@NullMarked
package dev.cairn.dns.state;

import org.jspecify.annotations.NullMarked;
