// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.policy;

import dev.cairn.lb.internal.hash.Hash64;
import dev.cairn.lb.internal.hash.Placement;
import java.util.random.RandomGenerator;

/**
 * The endpoint that a {@link Placement} has for the call's key, or for a random number when it has none; another one when that is full or
 * excluded.
 *
 * <p>The others of a key are found by hashing its hash again, so what one endpoint can't take is spread over all (Chen, Coleman and
 * Shrivastava, Revisiting Consistent Hashing with Bounded Loads, 2021), and a key has the same second, third ... endpoint in every
 * client. After {@code MAX_JUMPS} of them, the first one in order that may be taken.
 */
final class ConsistentHash implements Picker {
    private static final int MAX_JUMPS = 16;
    private static final int NOBODY = -1;

    private final Members members;
    private final Placement placement;
    private final BoundedLoad load;
    private final RandomGenerator random;

    ConsistentHash(Members members, Placement.Kind kind, double loadFactor, RandomGenerator random) {
        this.members = members;
        this.placement = kind.of(members.hashes(), members.weights());
        this.load = new BoundedLoad(members, loadFactor);
        this.random = random;
    }

    @Override
    public int pick(PickContext context) {
        long hash = context.hasKey() ? context.keyHash() : random.nextLong();
        int member = placement.memberOf(hash);
        if (context.hasExclusions() || !load.admits(member)) {
            member = another(member, hash, context);
        }
        return members.indexOf(member);
    }

    private int another(int first, long firstHash, PickContext context) {
        int fallback = NOBODY;
        int member = first;
        long hash = firstHash;
        for (int jumps = 0; jumps < MAX_JUMPS; jumps++) {
            if (!context.excludes(members.candidate(member))) {
                if (load.admits(member)) {
                    return member;
                }
                fallback = fallback == NOBODY ? member : fallback;
            }
            hash = Hash64.next(hash);
            member = placement.memberOf(hash);
        }
        return walk(member, fallback, context);
    }

    private int walk(int from, int fallback, PickContext context) {
        int best = fallback;
        int member = from;
        for (int i = 0; i < members.count(); i++) {
            if (!context.excludes(members.candidate(member))) {
                if (load.admits(member)) {
                    return member;
                }
                best = best == NOBODY ? member : best;
            }
            member = member + 1 == members.count() ? 0 : member + 1;
        }
        return best == NOBODY ? from : best;
    }
}
