// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.lb.policy.Candidate;
import dev.cairn.lb.policy.LoadReport;
import dev.cairn.lb.policy.PickContext;
import dev.cairn.lb.policy.Picker;
import java.util.random.RandomGenerator;

/** Picks again when an endpoint has had its part of what the picker would give it. <b>Thread-safe.</b> On the hot path. */
final class PartialPicker implements Picker {
    private static final int MAX_PICKS = 8;

    private final Picker picker;
    private final double[] parts;
    private final RandomGenerator random;

    /**
     * A picker that takes the word of another one in part.
     *
     * @param parts of each endpoint, above 0 to 1
     */
    PartialPicker(Picker picker, double[] parts, RandomGenerator random) {
        this.picker = picker;
        this.parts = parts;
        this.random = random;
    }

    @Override
    public int pick(PickContext context) {
        int picked = picker.pick(context);
        for (int picks = 1; picks < MAX_PICKS && parts[picked] < 1 && random.nextDouble() >= parts[picked]; picks++) {
            picked = picker.pick(context);
        }
        return picked;
    }

    @Override
    public void reported(Candidate candidate, LoadReport report) {
        picker.reported(candidate, report);
    }
}
