// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.rewrite;

import dev.cairn.dns.wire.DomainName;
import org.jspecify.annotations.Nullable;

/** What is done to the answer of a query that a rule matched. <b>Immutable.</b> */
@FunctionalInterface
interface AnswerRule {
    /** Changes the reply. Returns the name whose answer is to be appended to it; null for none. */
    @Nullable
    DomainName apply(Reply reply);

    /** Whether {@link #apply} may return a name. */
    default boolean mayAsk() {
        return false;
    }
}
