// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

/** Receives what a source knows of one Service. Called by one thread at a time. */
public interface ServiceWatcher extends OriginWatcher {
    /** The state, whole, as it is now; it replaces the one before. The first call comes soon after the watch begins. */
    void onState(ServiceState state);
}
