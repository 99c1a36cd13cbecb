// SPDX-License-Identifier: Apache-2.0
/**
 * Clients, a balancer of theirs and servers in virtual time: the same script and the same random numbers give the same run, for each
 * policy.
 *
 * <p>Entry types: {@link dev.cairn.lb.simulation.Scenario} for what happens, {@link dev.cairn.lb.simulation.Subject} for what is
 * compared, {@link dev.cairn.lb.simulation.Simulation} to run it.
 */
@NullMarked
package dev.cairn.lb.simulation;

import org.jspecify.annotations.NullMarked;
