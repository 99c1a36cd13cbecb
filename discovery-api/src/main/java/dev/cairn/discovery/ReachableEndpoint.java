// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

import java.util.Objects;

/**
 * An endpoint together with the port that a caller asked for.
 *
 * <p><b>Immutable.</b>
 *
 * @param endpoint the endpoint
 * @param port the port that it listens on
 */
public record ReachableEndpoint(Endpoint endpoint, EndpointPort port) {
    /** Refuses null parts. */
    public ReachableEndpoint {
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(port, "port");
    }
}
