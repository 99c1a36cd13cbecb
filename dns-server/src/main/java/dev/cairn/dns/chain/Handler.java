// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.chain;

import dev.cairn.dns.wire.DomainName;

/**
 * One directive of a server block at work. Handlers of a block are asked in the fixed order of the directives, whatever their order
 * in the file.
 *
 * <p><b>Thread-safe.</b>
 */
public interface Handler {
    /** The directive's word: also the package, the label in metrics, and the title of its documentation. */
    String directive();

    /**
     * What it has to do with queries for names at or below this zone. It may be asked all the same, when another handler needs to see each
     * query or gives it another name.
     */
    Touch touch(DomainName zone);

    /** Sets what the plan carries as data for it; called where its touch is {@link Touch#INLINE}. */
    default void inline(Plan.Builder plan) {}

    /** Whether it sees to questions of other classes than IN; where no handler does, they are refused. */
    default boolean takesAnyClass() {
        return false;
    }

    /** Whether it writes its records in the order drawn where {@link Plan#isShuffled} says so; the addresses of others are shuffled later. */
    default boolean drawsOrder() {
        return false;
    }

    /** Opens what it needs to work, called once before the first query. A configuration that is only checked is never started. */
    default void start() {}

    /** Ends what {@link #start} began; called once, after the last query. Must not block for long. */
    default void close() {}

    /**
     * Looks at a query, and writes the response to {@link Exchange#response()} or leaves it untouched.
     *
     * <p>Must not block: what takes long is {@linkplain Exchange#defer deferred}. What it throws becomes SERVFAIL.
     */
    Outcome handle(Exchange exchange);

    /**
     * Called in reverse order for each handler that was asked, once the response is complete, on the thread that completed it; not called for
     * dropped queries. The response may be written anew: {@link dev.cairn.dns.wire.ResponseWriter#restart}, and finish.
     */
    default void finished(Exchange exchange) {}

    /** Called for each handler of the plan when one of them threw and SERVFAIL is about to be sent. */
    default void failed(Exchange exchange, Throwable failure) {}

    /** Called for each handler of the plan when one of them says why it {@linkplain Exchange#fail cannot answer}. */
    default void failed(Exchange exchange, String reason) {}
}
