// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.cache;

import dev.cairn.dns.chain.Touch;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.QuestionReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Which names a cache is asked for: those in some zones and not in others.
 *
 * <p><b>Immutable.</b>
 */
final class Coverage {
    private final DomainName[] zones;
    private final DomainName[] others;

    Coverage(Collection<DomainName> zones, Collection<DomainName> others) {
        this.zones = zones.toArray(DomainName[]::new);
        this.others = others.toArray(DomainName[]::new);
    }

    /** The names that are in a zone of either list. */
    static List<DomainName> common(Collection<DomainName> some, Collection<DomainName> others) {
        List<DomainName> common = new ArrayList<>();
        for (DomainName zone : some) {
            for (DomainName other : others) {
                if (zone.isSubdomainOf(other)) {
                    common.add(zone);
                } else if (other.isSubdomainOf(zone)) {
                    common.add(other);
                }
            }
        }
        return List.copyOf(common);
    }

    boolean isEmpty() {
        return zones.length == 0;
    }

    boolean has(QuestionReader question) {
        return isIn(question, zones) && !isIn(question, others);
    }

    /** Whether the name asked is in one of these zones. */
    static boolean isIn(QuestionReader question, DomainName[] zones) {
        for (DomainName zone : zones) {
            if (question.isIn(zone)) {
                return true;
            }
        }
        return false;
    }

    Touch touch(DomainName zone) {
        for (DomainName other : others) {
            if (zone.isSubdomainOf(other)) {
                return Touch.NONE;
            }
        }
        for (DomainName ours : zones) {
            if (zone.isSubdomainOf(ours) || ours.isSubdomainOf(zone)) {
                return Touch.CHAIN;
            }
        }
        return Touch.NONE;
    }
}
