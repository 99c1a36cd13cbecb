// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import dev.cairn.discovery.kubernetes.read.ApiStatus;
import dev.cairn.discovery.kubernetes.read.MalformedObjectException;

/** What a reflector hears of the list or the watch under way. */
interface RunListener {
    /** Bytes came in. */
    void onProgress(int bytes);

    /** The server answers, and so far there is nothing wrong. */
    void onAccepted();

    /** Everything up to this resource version has been applied. */
    void onVersion(String resourceVersion);

    /** Every object has been read; this resource version is the state that was listed. */
    void onListed(String resourceVersion);

    /** An object could not be read and was passed over. */
    void onUnreadable(MalformedObjectException failure);

    /** The server answered with an error. The run is over. */
    void onRefused(ApiStatus status, long retryAfterSeconds);

    /** The server did not understand that a watch was to begin with every object. The run is over. */
    void onStreamingListIgnored();

    /** The connection failed, or what came is no answer. The run is over. */
    void onBroken(String reason);

    /** The server ended a watch as it should. The run is over. */
    void onClosed();
}
