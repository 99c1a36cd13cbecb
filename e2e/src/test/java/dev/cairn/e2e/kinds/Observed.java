// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.kinds;

/**
 * How often an {@link Observer} looked.
 *
 * @param states snapshots that the source delivered
 * @param looks at where a balancer's calls go
 * @param answers of DNS
 */
record Observed(long states, long looks, long answers) {}
