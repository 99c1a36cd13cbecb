// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.hash;

import dev.cairn.discovery.Endpoint;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * By which name endpoints are hashed, so that all clients agree.
 *
 * <p>It is the host name where discovery knows one, so that a pod of a StatefulSet stays who it was when it comes back with another
 * address; else, and when several have the same host name, the address.
 *
 * <p><b>Immutable.</b>
 */
public final class EndpointNames {
    private final Set<String> shared = new HashSet<>();

    /** Names for those that are to be told apart by them. */
    public EndpointNames(List<Endpoint> endpoints) {
        Set<String> seen = new HashSet<>();
        for (Endpoint endpoint : endpoints) {
            String hostname = endpoint.hostname().orElse("");
            if (!seen.add(hostname)) {
                shared.add(hostname);
            }
        }
    }

    /** The name of one of them. */
    public String of(Endpoint endpoint) {
        String hostname = endpoint.hostname().orElse("");
        return hostname.isEmpty() || shared.contains(hostname)
                ? endpoint.address().toString()
                : hostname;
    }
}
