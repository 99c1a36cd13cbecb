// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.differential;

import java.util.List;

/** Labels and zones of objects, which follow from their names and addresses. */
final class Marks {
    /** The label that objects have. */
    static final String LABEL = "part";

    /** What it is where it is shown under {@link #SHOWN_LABELS}. */
    static final String EVEN = "even";

    /** Selects the objects with {@link #EVEN}, and those that tell that all has been seen. */
    static final String SHOWN_LABELS = "part in (even, marker)";

    /** Selects the namespaces with {@link #EVEN}, and those that were there before. */
    static final String SHOWN_NAMESPACES = "part notin (odd)";

    static final String MARKER_PREFIX = "marker-";

    private static final List<String> ZONES = List.of("", "us-a", "us-b", "corp.example.com");

    private Marks() {}

    static String label(String name) {
        if (name.startsWith(MARKER_PREFIX)) {
            return "marker";
        }
        return name.length() % 2 == 0 ? EVEN : "odd";
    }

    /** The zone of the endpoint with this address; empty for none. */
    static String zone(String address) {
        return ZONES.get(Math.floorMod(address.hashCode(), ZONES.size()));
    }
}
