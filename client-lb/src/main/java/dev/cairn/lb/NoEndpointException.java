// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

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

    /** Why there is none. */
    public Reason reason() {
        return reason;
    }

    /** Whether waiting alone can't change it. */
    boolean isFinal() {
        return reason == Reason.NO_SUCH_PORT || reason == Reason.REFUSED || reason == Reason.CLOSED;
    }
}
