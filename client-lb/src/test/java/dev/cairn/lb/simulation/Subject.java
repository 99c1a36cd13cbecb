// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.simulation;

import java.util.Collection;

/** The balancer of one client. <b>Confined to</b> the simulation's thread. */
public interface Subject {
    /** One call, with its attempts. */
    interface Call {
        /** The number of the server for the next attempt; -1 when there is none. */
        int attempt();

        /** The attempt has ended: nanoseconds to wait before the next one, or -1 when the call has ended with it. */
        long ended(boolean isSuccess);
    }

    /** The servers that discovery knows now, by number. */
    void servers(Collection<Integer> numbers);

    /** Begins a call. */
    Call call();

    /** How many servers get no calls because of what they did; 0 when the subject does no such thing. */
    int ejected();
}
