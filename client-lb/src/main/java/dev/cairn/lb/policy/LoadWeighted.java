// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.policy;

import dev.cairn.lb.internal.load.LoadController;
import dev.cairn.lb.internal.load.ReportedLoad;
import dev.cairn.lb.internal.load.Stride;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * One after the other, each as often as what it reports of its load allows (gRFC A58, with a controller after it).
 *
 * <p>What is known of an endpoint stays while the set around it changes. Weights are looked at when a report comes, and now and then by
 * a pick, for those that no longer report; once in the update period at most, by one thread.
 */
final class LoadWeighted implements Policy {
    private final LoadWeighting weighting;
    private final LongSupplier nanoClock;
    private final RandomGenerator random;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Candidate, ReportedLoad> known = new WeakHashMap<>(); // under the lock

    LoadWeighted(LoadWeighting weighting, LongSupplier nanoClock, RandomGenerator random) {
        this.weighting = weighting;
        this.nanoClock = nanoClock;
        this.random = random;
    }

    @Override
    public String name() {
        return "load-report-weighted";
    }

    @Override
    public Picker newPicker(List<Candidate> candidates) {
        lock.lock();
        try {
            return new Weighted(
                    candidates.toArray(new Candidate[0]),
                    candidates.stream()
                            .map(candidate -> known.computeIfAbsent(candidate, unused -> new ReportedLoad()))
                            .toList());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return name();
    }

    private final class Weighted implements Picker {
        private static final int PICKS_UNTIL_LOOK = 64;

        private final Candidate[] candidates;
        private final IdentityHashMap<Candidate, ReportedLoad> loads =
                new IdentityHashMap<>(); // not changed after the constructor
        private final LoadController controller; // under the lock
        private final AtomicLong sequence = new AtomicLong(random.nextLong() >>> 1);
        private final AtomicLong steppedNanos;
        private volatile Stride stride;
        private long lookedAt; // a hint

        Weighted(Candidate[] candidates, List<ReportedLoad> loads) {
            this.candidates = candidates;
            for (int i = 0; i < candidates.length; i++) {
                this.loads.put(candidates[i], loads.get(i));
            }
            long now = nanoClock.getAsLong();
            steppedNanos = new AtomicLong(now);
            controller = new LoadController(
                    loads,
                    new LoadController.Options(
                            weighting.blackoutPeriod().toNanos(),
                            weighting.expirationPeriod().toNanos(),
                            weighting.errorPenalty()),
                    now);
            stride = new Stride(controller.weights());
        }

        @Override
        public int pick(PickContext context) {
            Stride turns = stride;
            int turn = turns.next(sequence);
            long looks = sequence.getPlain() / PICKS_UNTIL_LOOK;
            if (looks != lookedAt) {
                lookedAt = looks;
                update(nanoClock.getAsLong());
            }
            // later turns are taken, not looked at: a retry must not double the share of the excluded one's neighbour
            for (int i = 1; i < candidates.length && context.excludes(candidates[turn]); i++) {
                turn = turns.next(sequence);
            }
            return Draw.allowedFrom(turn, candidates, context);
        }

        @Override
        public void reported(Candidate candidate, LoadReport report) {
            ReportedLoad load = loads.get(candidate);
            if (load == null) {
                return;
            }
            long now = nanoClock.getAsLong();
            load.report(
                    report.load(),
                    report.requestsPerSecond(),
                    report.errorsPerSecond(),
                    now,
                    weighting.expirationPeriod().toNanos());
            update(now);
        }

        private void update(long nowNanos) {
            long before = steppedNanos.get();
            if (nowNanos - before < weighting.updatePeriod().toNanos()
                    || !steppedNanos.compareAndSet(before, nowNanos)) {
                return;
            }
            lock.lock();
            try {
                if (controller.step(nowNanos)) {
                    stride = new Stride(controller.weights());
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
