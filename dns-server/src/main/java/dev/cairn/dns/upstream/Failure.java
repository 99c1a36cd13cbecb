// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.upstream;

/** Why a question got no answer. */
public enum Failure {
    /** As many questions as are allowed wait for answers already. */
    OVERLOADED("too many questions wait for answers"),
    /** No server answered in time. */
    TIMED_OUT("no server answered in time"),
    /** Servers could not be reached, or ended the connection. */
    UNREACHABLE("no server could be reached"),
    /** What servers sent could not be read, or they refused to understand the question. */
    INVALID("no server gave a readable answer"),
    /** All servers are known to be down, and are not to be tried then. */
    ALL_DOWN("all servers are down"),
    /** Questions come back to the server that asks them. */
    LOOPING("forwarded questions come back to this server"),
    /** Nobody is asked any more. */
    CLOSED("stopping");

    private final String reason;

    Failure(String reason) {
        this.reason = reason;
    }

    /** What happened, in a few words. */
    public String reason() {
        return reason;
    }
}
