// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.rewrite;

import dev.cairn.dns.wire.DomainName;

/** What one line does to a query. <b>Immutable.</b> */
interface Rule {
    /** Changes the query, or notes what to change in its answer; returns whether the query matched. */
    boolean apply(Rewriting rewriting);

    /** Whether it can match a query for a name at or below this zone. */
    boolean concerns(DomainName zone);

    /** Whether it makes questions of class IN of others. */
    default boolean takesAnyClass() {
        return false;
    }
}
