// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.source;

/**
 * The endpoints of one target, kept up to date. <b>Thread-safe.</b>
 *
 * <p>A consumer is told <i>that</i> something changed and reads the newest {@link #view()} itself, so a slow one sees the newest state
 * and not each one between.
 */
public interface EndpointSource extends AutoCloseable {
    /** Begins, and calls {@code onChange} after every change of the view, from any thread. Called once. */
    void start(Runnable onChange);

    /** What is known now. */
    EndpointView view();

    /** A hint that an endpoint could not be reached; a source that asks from time to time asks soon. */
    default void suspect() {}

    /** Ends it; a call of {@code onChange} that has begun may still end. */
    @Override
    void close();
}
