// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.zone;

import dev.cairn.lb.internal.hash.Hash64;
import dev.cairn.lb.policy.Candidate;
import dev.cairn.lb.policy.LoadReport;
import dev.cairn.lb.policy.PickContext;
import dev.cairn.lb.policy.Picker;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Picks a group of endpoints by its share and leaves the rest to that group's own picker. <b>Thread-safe.</b> On the hot path.
 *
 * <p>While the near ones get all calls, that costs one comparison.
 */
public final class NearFirst implements Picker {
    private record Part(Picker picker, int offset, double upTo) {}

    private static final double ALL = 1;

    private final Candidate[] candidates;
    private final List<Part> far = new ArrayList<>();
    private final RandomGenerator random;
    private final Picker near; // never asked when there is none
    private final double baseShare;
    private volatile double nearShare;

    /**
     * A picker over groups.
     *
     * @param candidates those of all groups, in their order
     * @param pickers makes the picker of one group
     */
    public NearFirst(
            List<Candidate> candidates,
            Spread spread,
            Function<List<Candidate>, Picker> pickers,
            RandomGenerator random) {
        this.candidates = candidates.toArray(new Candidate[0]);
        this.random = random;
        Picker first = context -> 0;
        int offset = 0;
        double upTo = 0;
        for (Spread.Group group : spread.groups()) {
            List<Candidate> members = candidates.subList(offset, offset + group.size());
            Picker picker = members.isEmpty() ? first : pickers.apply(List.copyOf(members));
            if (group.name().isEmpty()) {
                first = picker;
            } else if (!members.isEmpty()) {
                upTo += group.share();
                far.add(new Part(picker, offset, upTo));
            }
            offset += group.size();
        }
        near = first;
        baseShare = spread.groups().get(0).share();
        nearShare = baseShare;
    }

    /** This part of what the near ones would get goes to the others, 0 to 1. */
    public void spill(double part) {
        nearShare = far.isEmpty() ? ALL : baseShare * (1 - part);
    }

    /** The near ones' part of all calls now, 0 to 1. */
    public double nearShare() {
        return nearShare;
    }

    @Override
    public int pick(PickContext context) {
        double share = nearShare;
        int picked = share >= ALL ? near.pick(context) : pickByShare(share, context);
        return context.hasExclusions() && context.excludes(candidates[picked])
                ? pickElsewhere(picked, context)
                : picked;
    }

    private int pickByShare(double share, PickContext context) {
        // by its key, what has one stays where it is while the shares do; other bits than those that place it there
        double draw = context.hasKey() ? Hash64.unit(Hash64.mix(~context.keyHash())) : random.nextDouble();
        return draw < share ? near.pick(context) : pickFar((draw - share) / (ALL - share), context);
    }

    /** Of the far ones, by a number from 0 to 1. */
    private int pickFar(double draw, PickContext context) {
        for (Part part : far) {
            if (draw < part.upTo) {
                return part.offset + part.picker.pick(context);
            }
        }
        Part last = far.get(far.size() - 1);
        return last.offset + last.picker.pick(context);
    }

    @Override
    public void reported(Candidate candidate, LoadReport report) {
        near.reported(candidate, report);
        for (Part part : far) {
            part.picker.reported(candidate, report);
        }
    }

    /** All of one group are excluded, so any of another one is better. */
    private int pickElsewhere(int picked, PickContext context) {
        if (baseShare > 0) {
            int one = near.pick(context);
            if (!context.excludes(candidates[one])) {
                return one;
            }
        }
        for (Part part : far) {
            int one = part.offset + part.picker.pick(context);
            if (!context.excludes(candidates[one])) {
                return one;
            }
        }
        return picked;
    }
}
