// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import java.time.Duration;

/** Hears how long changes of endpoints took until they were answered. Called by the thread that writes the model. */
@FunctionalInterface
public interface ChangeListener {
    /** For those who do not want to know. */
    ChangeListener NONE = (isHeadless, duration) -> {};

    /**
     * Endpoints of a Service changed, and questions are answered accordingly.
     *
     * @param duration since the change that the origin says was the cause
     */
    void onEndpoints(boolean isHeadless, Duration duration);
}
