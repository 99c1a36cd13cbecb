// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

/** A source cannot read its origin. The message says what was tried, where, and what to do about it. */
public final class DiscoveryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean permanent;

    private DiscoveryException(String message, boolean permanent, Throwable cause) {
        super(message, cause);
        this.permanent = permanent;
    }

    private DiscoveryException(String message, boolean permanent) {
        super(message);
        this.permanent = permanent;
    }

    /** A failure that may pass by itself, such as a refused connection. */
    public static DiscoveryException transientFailure(String message, Throwable cause) {
        return new DiscoveryException(message, false, cause);
    }

    /** A failure that stays until somebody changes something, such as a missing permission or file. */
    public static DiscoveryException permanentFailure(String message) {
        return new DiscoveryException(message, true);
    }

    /** A failure that stays until somebody changes something, such as a missing permission or file. */
    public static DiscoveryException permanentFailure(String message, Throwable cause) {
        return new DiscoveryException(message, true, cause);
    }

    /** Whether waiting alone cannot mend it. The source goes on trying all the same, since somebody may. */
    public boolean isPermanent() {
        return permanent;
    }
}
