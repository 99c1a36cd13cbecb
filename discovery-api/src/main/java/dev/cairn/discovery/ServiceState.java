// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

import java.util.Objects;

/** What a source knows of one Service: it is there, it is not there, or the source cannot say yet. */
public sealed interface ServiceState {
    /**
     * The Service exists.
     *
     * @param snapshot the whole of it
     */
    record Present(ServiceSnapshot snapshot) implements ServiceState {
        /** Refuses null. */
        public Present {
            Objects.requireNonNull(snapshot, "snapshot");
        }
    }

    /** The origin has been read, and there is no such Service. */
    record Absent() implements ServiceState {}

    /** The origin has not been read yet, so nothing can be said. */
    record NotSynced() implements ServiceState {}
}
