// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.chain;

/** What a handler did with a query. */
public sealed interface Outcome {
    /** It wrote the response. */
    Outcome ANSWERED = new Answered();
    /** It wrote nothing; the next handler is asked. */
    Outcome PASS_ON = new PassOn();
    /** Nobody answers: the client hears nothing. */
    Outcome DROPPED = new Dropped();
    /** It took the query off this thread with {@link Exchange#defer}, and goes on with it later. */
    Outcome DEFERRED = new Later();

    /** The response is written. */
    record Answered() implements Outcome {}

    /** Nothing is written; somebody else may. */
    record PassOn() implements Outcome {}

    /** There will be no response. */
    record Dropped() implements Outcome {}

    /** The response comes later, or not at all. */
    record Later() implements Outcome {}
}
