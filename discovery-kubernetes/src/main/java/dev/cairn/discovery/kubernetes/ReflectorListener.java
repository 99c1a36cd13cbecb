// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import dev.cairn.discovery.kubernetes.read.ApiStatus;

/** What a feed hears of its reflectors. */
interface ReflectorListener {
    /** A list is complete. */
    void onListed(Reflector<?> reflector);

    /** What the reflector holds is the state of the server now. */
    void onConfirmed(Reflector<?> reflector);

    /** The server cannot be reached, or fails. */
    void onLost(Reflector<?> reflector, String reason);

    /** The server refuses, and will until somebody changes something. */
    void onRefused(Reflector<?> reflector, String verb, ApiStatus status);
}
