// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.policy;

/** The cost of an endpoint is the number of its calls in flight. */
final class LeastRequest implements TwoChoices.Cost {
    @Override
    public boolean isLower(Candidate one, Candidate other) {
        return one.inFlight() < other.inFlight();
    }
}
