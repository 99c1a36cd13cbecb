// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

/**
 * Is told what happens to balancers: for logs, metrics and tests. Each method does nothing unless it is overridden, and passes its event
 * to {@link #onEvent}, so that one method can hear of everything.
 *
 * <p>A listener is called on the thread on which it happens, a caller's among them, with no lock held: it has to be quick, and safe for
 * use by many threads. Events of one endpoint that happen on several threads may come in any order. What a listener throws is logged and
 * otherwise ignored. It may use the balancer.
 */
public interface BalancerListener {
    /** A balancer has been made. A listener that is added later is told of those that are open then, of one of them possibly twice. */
    default void onOpened(Balancer balancer) {}

    /** A balancer has been closed. */
    default void onClosed(Balancer balancer) {}

    /** Anything below. */
    default void onEvent(BalancerEvent event) {}

    /** Endpoints came or went. */
    default void onEndpointsChanged(BalancerEvent.EndpointsChanged event) {
        onEvent(event);
    }

    /** An endpoint is ejected. */
    default void onEjected(BalancerEvent.Ejected event) {
        onEvent(event);
    }

    /** The probe of an ejected endpoint has ended. */
    default void onProbed(BalancerEvent.Probed event) {
        onEvent(event);
    }

    /** An ejected endpoint takes calls again. */
    default void onReturned(BalancerEvent.Returned event) {
        onEvent(event);
    }

    /** Panic begins or ends. */
    default void onPanicChanged(BalancerEvent.PanicChanged event) {
        onEvent(event);
    }

    /** The source is stale, or live again. */
    default void onSourceChanged(BalancerEvent.SourceChanged event) {
        onEvent(event);
    }

    /** An attempt of a call has ended; a pick without a call is none. */
    default void onAttemptEnded(BalancerEvent.AttemptEnded event) {
        onEvent(event);
    }

    /** A call is made again. */
    default void onRetried(BalancerEvent.Retried event) {
        onEvent(event);
    }

    /** A call that takes long is made a second time meanwhile. */
    default void onHedged(BalancerEvent.Hedged event) {
        onEvent(event);
    }

    /** A call is not made again, for lack of budget. */
    default void onBudgetExhausted(BalancerEvent.BudgetExhausted event) {
        onEvent(event);
    }

    /** There is no endpoint for a pick or a call. */
    default void onNoEndpoint(BalancerEvent.NoEndpoint event) {
        onEvent(event);
    }
}
