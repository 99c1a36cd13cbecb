// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.lb.internal.source.EndpointView;

/**
 * There is no endpoint to call now. Made once for each state of a balancer and thrown as often as it is asked, so it has no stack
 * trace.
 */
public final class NoEndpointException extends RuntimeException {
    /** Why there is none. */
    public enum Reason {
        /** Nothing is known yet; {@link Balancer#whenReady()} tells when. */
        PENDING,
        /** There is no such service or name. */
        ABSENT,
        /** The service has no endpoints. */
        EMPTY,
        /** The service has endpoints, and none of them takes calls. */
        NONE_READY,
        /** The service has endpoints, none of them on this node, and its {@code internalTrafficPolicy} is {@code Local}. */
        NONE_LOCAL,
        /** The service doesn't have the target's port, or it can't be told which one it is. */
        NO_SUCH_PORT,
        /** The endpoints can't be learned until somebody changes something, such as a permission. */
        REFUSED,
        /** The balancer is closed. */
        CLOSED
    }

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    NoEndpointException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    /** Why a target without an endpoint that takes calls has none. */
    static NoEndpointException of(Target target, EndpointView view) {
        int known = view.endpoints().size();
        return switch (view.status()) {
            case PENDING -> of(Reason.PENDING, target, view.detail());
            case KNOWN ->
                known == 0
                        ? of(
                                Reason.EMPTY,
                                target,
                                "it has no endpoints in " + view.freshness().origin())
                        : of(Reason.NONE_READY, target, "none of its " + known + " endpoints is ready");
            case ABSENT -> of(Reason.ABSENT, target, view.detail());
            case NO_SUCH_PORT -> of(Reason.NO_SUCH_PORT, target, view.detail());
            case REFUSED -> of(Reason.REFUSED, target, view.detail());
        };
    }

    static NoEndpointException of(Reason reason, Target target, String detail) {
        return new NoEndpointException(reason, target + " has no endpoint to call: " + detail);
    }

    /** Why there is none. */
    public Reason reason() {
        return reason;
    }

    /** Whether waiting alone can't change it. */
    boolean isFinal() {
        return reason == Reason.NO_SUCH_PORT || reason == Reason.REFUSED || reason == Reason.CLOSED;
    }
}
