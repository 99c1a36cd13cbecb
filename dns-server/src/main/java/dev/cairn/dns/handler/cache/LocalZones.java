// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.cache;

import dev.cairn.dns.wire.DomainName;
import java.util.List;

/**
 * The zones of a server block that a handler answers from memory, and where it passes on names that it does not know.
 *
 * <p><b>Immutable.</b>
 */
public record LocalZones(List<DomainName> zones, List<DomainName> passedOn) {
    /** None. */
    public static final LocalZones NONE = new LocalZones(List.of(), List.of());

    /** Copies the lists. */
    public LocalZones {
        zones = List.copyOf(zones);
        passedOn = List.copyOf(passedOn);
    }
}
