// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Something that happened to a balancer or one of its calls. Records are read by listeners and made here only, so that they may gain
 * components.
 *
 * <p><b>Immutable.</b>
 */
public sealed interface BalancerEvent {
    /** What the balancer calls. */
    Target target();

    /**
     * Discovery knows other endpoints than before.
     *
     * @param added those that are new, ready or not
     * @param removed those that are gone
     * @param endpoints how many there are now
     */
    record EndpointsChanged(
            Target target, List<InetSocketAddress> added, List<InetSocketAddress> removed, int endpoints)
            implements BalancerEvent {
        /** Copies the lists. */
        public EndpointsChanged {
            added = List.copyOf(added);
            removed = List.copyOf(removed);
        }
    }

    /** Why an endpoint is ejected. */
    enum EjectionCause {
        /** Several calls in a row failed. */
        CONSECUTIVE_FAILURES,
        /** Its success rate is below that of its peers. */
        SUCCESS_RATE
    }

    /**
     * An endpoint gets no calls for a while.
     *
     * @param address where it is
     * @param cause the rule that it broke
     * @param detail the same for people
     * @param duration how long it is left alone before it is probed, jitter aside
     */
    record Ejected(Target target, InetSocketAddress address, EjectionCause cause, String detail, Duration duration)
            implements BalancerEvent {}

    /**
     * A call has shown whether an ejected endpoint is well again.
     *
     * @param address where it is
     * @param isSuccess whether it is; a {@link Returned} follows then
     */
    record Probed(Target target, InetSocketAddress address, boolean isSuccess) implements BalancerEvent {}

    /**
     * An endpoint that was ejected takes calls again.
     *
     * @param address where it is
     */
    record Returned(Target target, InetSocketAddress address) implements BalancerEvent {}

    /**
     * Panic begins or ends: so many endpoints are ejected that all of them take calls.
     *
     * @param isPanic whether it begins
     */
    record PanicChanged(Target target, boolean isPanic) implements BalancerEvent {}

    /**
     * The source can't be read any more, so that the last good endpoints stay; or it can again.
     *
     * @param origin what is read
     * @param error why it can't be; empty when it can
     */
    record SourceChanged(Target target, String origin, Optional<String> error) implements BalancerEvent {
        /** Whether what is known may be old. */
        public boolean isStale() {
            return error.isPresent();
        }
    }

    /**
     * An attempt of a call has ended.
     *
     * @param address where it went
     * @param number 1 for the first attempt of the call
     * @param isHedge whether it ran beside another one
     * @param outcome how it ended
     * @param duration what it took
     */
    record AttemptEnded(
            Target target, InetSocketAddress address, int number, boolean isHedge, Outcome outcome, Duration duration)
            implements BalancerEvent {}

    /**
     * A call is going to make another attempt, since one has failed.
     *
     * @param number that of the new attempt, 2 or more
     * @param outcome how the former one ended
     * @param delay how long the call waits before it
     */
    record Retried(Target target, int number, Outcome outcome, Duration delay) implements BalancerEvent {}

    /**
     * A call makes a second attempt beside one that takes long.
     *
     * @param number that of the new attempt, 2 or more
     * @param after how long after the call's beginning
     */
    record Hedged(Target target, int number, Duration after) implements BalancerEvent {}

    /** A call would have made another attempt, and the retry budget had none left. */
    record BudgetExhausted(Target target) implements BalancerEvent {}

    /**
     * A pick, or a call at its end, found no endpoint.
     *
     * @param reason why there is none
     */
    record NoEndpoint(Target target, NoEndpointException.Reason reason) implements BalancerEvent {}
}
