// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

import java.time.Duration;
import java.util.Optional;

/**
 * Reads Services and their endpoints from somewhere, and tells watchers of every change.
 *
 * <h2>The contract</h2>
 *
 * <ul>
 *   <li>A delivery carries the <i>whole</i> state of its key (a Service, a namespace, ...), and shares with the one before, as the
 *       same objects, every part that did not change.
 *   <li>Deliveries of one key keep their order. They may be conflated: a watcher that is slow sees the newest state and not each one
 *       between. No delivery is repeated without a change.
 *   <li>One watcher is called by one thread at a time, never under a lock of the source. A watcher that throws is logged and goes on
 *       being called.
 *   <li>After {@link Watch#close()} has returned there is no delivery.
 *   <li><i>Not synced</i> and <i>absent</i> are different: until the origin has been read, nothing is said to be absent. Once synced, a
 *       source that loses its origin keeps the last good state, says how old it is, and takes nothing away before it has read the
 *       whole again.
 * </ul>
 *
 * <p>An example. Service {@code orders.shop} has two groups, {@code a} with 100 endpoints and {@code b} with one. A watcher gets
 * {@code Present(version 1, [a, b])}. The endpoint in {@code b} becomes ready: it gets {@code Present(version 2, [a, b'])}, where
 * {@code a} is the object of version 1, so the watcher looks at {@code b'} only. The Service is deleted: {@code Absent}. The API server
 * goes away before that is seen: nothing but {@code onStale}, again and again, until it comes back.
 *
 * <p><b>Thread-safe.</b>
 */
public interface DiscoverySource extends AutoCloseable {
    /**
     * Watches one Service. Its endpoints carry {@linkplain Selection#podReferences() pod references}. {@code Present} and {@code
     * Absent} are said only when Services and endpoints both have been read.
     *
     * @throws IllegalStateException when the source is closed
     */
    Watch watch(ServiceName name, ServiceWatcher watcher);

    /**
     * Watches all Services of a selection.
     *
     * @throws IllegalStateException when the source is closed
     */
    Watch watchAll(Selection selection, ClusterWatcher watcher);

    /** Has a listener hear of each request to the origin from now on. Does nothing for a source that makes none. */
    default void observe(RequestListener listener) {}

    /** The namespace for names that give none: that of the pod or of the configuration in use, else {@code default}. */
    default String defaultNamespace() {
        return "default";
    }

    /** Where it reads from, for people. */
    String origin();

    /**
     * How long nothing has come from the origin, on the connection where that is longest; empty for a source that does not know, and
     * before it watches anything. An origin that says now and then that nothing has changed is not silent.
     */
    default Optional<Duration> silence() {
        return Optional.empty();
    }

    /** Ends all watches, as {@link Watch#close()} does each, and stops every thread of the source. Closing again does nothing. */
    @Override
    void close();
}
