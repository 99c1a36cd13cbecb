// SPDX-License-Identifier: Apache-2.0
package dev.cairn.micrometer;

import dev.cairn.lb.Outcome;

/** The values of the tag {@code outcome}. */
final class Outcomes {
    private Outcomes() {}

    static String word(Outcome outcome) {
        if (outcome instanceof Outcome.Success) {
            return "success";
        }
        if (outcome instanceof Outcome.Failure) {
            return outcome.repeat() == Outcome.Repeat.ALWAYS ? "never_sent" : "failure";
        }
        if (outcome instanceof Outcome.Overload) {
            return "overload";
        }
        if (outcome instanceof Outcome.CallerFault) {
            return "caller_fault";
        }
        if (outcome instanceof Outcome.Cancelled) {
            return "cancelled";
        }
        throw new AssertionError(outcome);
    }
}
