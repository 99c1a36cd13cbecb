// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.upstream;

import org.jspecify.annotations.Nullable;

/**
 * The one loop of a server, there while somebody uses it. <b>Thread-safe.</b>
 */
public final class UpstreamLoops {

    private @Nullable UpstreamLoop loop; // guarded by this, as is the number of its users
    private int users;

    /** No loop runs yet. */
    public UpstreamLoops() {}

    /** The loop, for a user more. */
    public synchronized UpstreamLoop acquire() {
        UpstreamLoop current = loop == null ? new UpstreamLoop() : loop;
        loop = current;
        users++;
        return current;
    }

    /** One user less; with the last one the loop ends. */
    public void release() {
        UpstreamLoop last = forget();
        if (last != null) {
            last.close();
        }
    }

    private synchronized @Nullable UpstreamLoop forget() {
        users--;
        if (users > 0) {
            return null;
        }
        UpstreamLoop last = loop;
        loop = null;
        return last;
    }
}
