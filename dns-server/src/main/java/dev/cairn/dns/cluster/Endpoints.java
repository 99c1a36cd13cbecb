// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

/**
 * Ready endpoints that one name stands for, as positions from 0: all of a Service, those of it that share one
 * label, or those in one topology zone.
 *
 * <p>They come in runs, each of them a part of one block; runs of IPv4 addresses come first.
 *
 * <p><b>Immutable.</b>
 */
sealed interface Endpoints permits EndpointName, EndpointBlock, EndpointRuns, ZoneEndpoints {
    /** How many positions there are, at least one. */
    int count();

    /** How many of them, the first ones, are IPv4 addresses. */
    int ipv4Count();

    /** How many runs there are, at least one. */
    int runs();

    /** The block of a run. */
    EndpointBlock block(int run);

    /** Where a run starts in its block. */
    int first(int run);

    /** How many positions a run has. */
    int length(int run);

    /** The run of a position. */
    int runOf(int position);

    /** The index of a position within the block of its run. */
    int indexOf(int position, int run);

    /** Whether a position is the first one of its run with its label. */
    default boolean startsLabel(int position, int run) {
        return block(run).startsLabel(indexOf(position, run));
    }

    /** Whether one address may stand at several positions. */
    boolean mayRepeatAddresses();

    /** Whether one label may stand in several runs. */
    default boolean mayRepeatLabels() {
        return runs() > 1;
    }
}
