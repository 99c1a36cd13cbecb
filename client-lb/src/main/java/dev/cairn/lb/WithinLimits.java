// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.lb.policy.Candidate;
import dev.cairn.lb.policy.LoadReport;
import dev.cairn.lb.policy.PickContext;
import dev.cairn.lb.policy.Picker;
import dev.cairn.lb.policy.Policy;
import java.util.ArrayList;
import java.util.List;

/**
 * Any policy, but endpoints that have reached their concurrency limit are left out while there is another one. <b>Thread-safe.</b>
 *
 * <p>Only a balancer with limits has this in the way of its picks. Drawing again is tried first, since it costs nothing but time; a policy
 * that would draw the same one each time is told which to exclude.
 */
record WithinLimits(Policy policy) implements Policy {
    private static final int MAX_DRAWS = 3;

    @Override
    public String name() {
        return policy.name();
    }

    @Override
    public Picker newPicker(List<Candidate> candidates) {
        return new Limited(policy.newPicker(candidates), candidates);
    }

    private static final class Limited implements Picker {
        private final Picker picker;
        private final Candidate[] candidates;

        private Limited(Picker picker, List<Candidate> candidates) {
            this.picker = picker;
            this.candidates = candidates.toArray(new Candidate[0]);
        }

        @Override
        public int pick(PickContext context) {
            int first = picker.pick(context);
            if (!isFull(candidates[first])) {
                return first;
            }
            for (int draws = 1; draws < MAX_DRAWS; draws++) {
                int other = picker.pick(context);
                if (!isFull(candidates[other])) {
                    return other;
                }
            }
            return pickElsewhere(first, context);
        }

        private int pickElsewhere(int first, PickContext context) {
            List<Candidate> avoided = new ArrayList<>();
            for (Candidate candidate : candidates) {
                if (isFull(candidate) || context.excludes(candidate)) {
                    avoided.add(candidate);
                }
            }
            return avoided.size() == candidates.length ? first : picker.pick(context.without(avoided));
        }

        @Override
        public void reported(Candidate candidate, LoadReport report) {
            picker.reported(candidate, report);
        }

        private static boolean isFull(Candidate candidate) {
            return candidate instanceof TrackedEndpoint endpoint
                    && endpoint.inFlight() >= endpoint.conduct().limit();
        }
    }
}
