// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.cluster;

/** What runs in a pod. <b>Thread-safe.</b> */
interface Containers extends AutoCloseable {

    /** Whether it can be sent traffic. */
    boolean isReady();

    /** How long the node waits before it tells them to end, in milliseconds. */
    long drainMillis();

    /** Ends them without notice, as SIGKILL does. */
    void kill();

    /** Ends them as SIGTERM does, and returns when they have ended. */
    @Override
    void close();
}
