// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

import java.time.Duration;

/** What every watcher may learn of the origin behind a watch. Each method does nothing unless overridden. */
public interface OriginWatcher {
    /**
     * The source has lost its origin and goes on with the last good state. Called when that happens and again from time to time
     * while it lasts.
     *
     * @param age how long the state has not been confirmed
     * @param reason why, for people to read
     */
    default void onStale(Duration age, String reason) {}

    /** The state is confirmed again after {@link #onStale}. */
    default void onFresh() {}

    /**
     * The origin cannot be read, or not all of it. The source goes on trying. A {@linkplain DiscoveryException#isPermanent()
     * permanent} failure needs somebody's help; it is reported once for as long as it stays the same.
     */
    default void onFailure(DiscoveryException failure) {}
}
