// SPDX-License-Identifier: Apache-2.0
package dev.cairn.spring;

import dev.cairn.lb.Balancer;
import dev.cairn.lb.Outcome;
import dev.cairn.lb.Pick;
import dev.cairn.lb.policy.Candidate;
import java.lang.ref.Cleaner;
import org.jspecify.annotations.Nullable;

/**
 * An instance chosen for one call, which tells the balancer of that call. <b>Confined to</b> the call, which may change threads.
 *
 * <p>Spring Cloud says nothing of a call that is cancelled, such as one with a time limit of Reactor's. Its pick is closed when nobody
 * can reach the instance any more.
 */
final class ChosenInstance extends EndpointInstance {
    private static final Cleaner CLEANER = Cleaner.create();

    private final Balancer balancer;
    private final Candidate candidate;
    private volatile @Nullable Pick pick;

    ChosenInstance(String serviceId, Balancer balancer, Candidate candidate) {
        super(serviceId, candidate.address(), candidate.endpoint());
        this.balancer = balancer;
        this.candidate = candidate;
    }

    Candidate candidate() {
        return candidate;
    }

    /** The call is sent; one that was sent before and has no outcome is given up. */
    void begin() {
        end(Outcome.cancelled());
        Pick begun = balancer.begin(candidate);
        pick = begun;
        var unused = CLEANER.register(this, begun::close);
    }

    /** The call has ended; nothing when none was sent. */
    void end(Outcome outcome) {
        Pick current = pick;
        if (current != null) {
            pick = null;
            current.finish(outcome);
        }
    }
}
