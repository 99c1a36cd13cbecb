// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.affinity;

import dev.cairn.lb.internal.hash.Hash64;
import dev.cairn.lb.policy.Candidate;
import dev.cairn.lb.policy.PickContext;
import dev.cairn.lb.policy.Picker;
import dev.cairn.lb.policy.Policies;
import dev.cairn.lb.policy.Policy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What {@code sessionAffinity: ClientIP} of a Service asks for: all calls of this client go to one endpoint, while that takes calls and
 * until no call came for the timeout.
 *
 * <p>Which one is found by rendezvous hashing of the client's identity, so clients spread, and one that is started anew finds the same.
 * From then on other endpoints may come and go. When its endpoint goes, or the timeout has passed, another one is found, and that one is
 * kept even when the former comes back. Serves one balancer. <b>Thread-safe.</b>
 */
public final class ClientAffinity implements Policy {
    private static final int NOTES_PER_TIMEOUT = 1_024; // the last call is noted as exactly as that, for fewer writes

    private final Policy rendezvous = Policies.rendezvous(Double.POSITIVE_INFINITY);
    private final long timeoutNanos;
    private final LongSupplier nanoClock;
    private final AtomicLong lastCallNanos;
    private volatile PickContext client;
    private volatile @Nullable Candidate home;

    /**
     * The affinity of a client.
     *
     * @param identity of the client, the same after a restart
     * @param timeout without a call, after which another endpoint is found; positive
     */
    public ClientAffinity(long identity, Duration timeout, LongSupplier nanoClock) {
        timeoutNanos = timeout.toNanos();
        this.nanoClock = nanoClock;
        lastCallNanos = new AtomicLong(nanoClock.getAsLong());
        client = PickContext.ofKey(identity);
    }

    @Override
    public String name() {
        return "client-affinity";
    }

    @Override
    public Picker newPicker(List<Candidate> candidates) {
        return new Faithful(candidates.toArray(new Candidate[0]), rendezvous.newPicker(candidates));
    }

    private void called() {
        long now = nanoClock.getAsLong();
        long last = lastCallNanos.get();
        if (now - last <= timeoutNanos / NOTES_PER_TIMEOUT || !lastCallNanos.compareAndSet(last, now)) {
            return;
        }
        if (now - last > timeoutNanos && home != null) {
            client = PickContext.ofKey(Hash64.next(client.keyHash()));
            home = null;
        }
    }

    @Override
    public String toString() {
        return name();
    }

    private final class Faithful implements Picker {
        private final Candidate[] candidates;
        private final Picker choices;
        private int homeIndex; // a hint: checked before use

        Faithful(Candidate[] candidates, Picker choices) {
            this.candidates = candidates;
            this.choices = choices;
        }

        @Override
        public int pick(PickContext context) {
            called();
            int index = homeIndex;
            if (candidates[index] != home) {
                index = settle();
                homeIndex = index;
            }
            return context.excludes(candidates[index]) ? choices.pick(context.keyedAs(client)) : index;
        }

        private int settle() {
            Candidate former = home;
            for (int index = 0; index < candidates.length; index++) {
                if (candidates[index] == former) {
                    return index;
                }
            }
            int chosen = choices.pick(client);
            home = candidates[chosen];
            return chosen;
        }
    }
}
