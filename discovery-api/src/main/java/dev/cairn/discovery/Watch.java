// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

/** A running watch. <b>Thread-safe.</b> */
public interface Watch extends AutoCloseable {
    /**
     * Ends the watch; closing again does nothing.
     *
     * <p>When this returns, no delivery runs and none will come. Called from within a delivery it returns at once, and that delivery
     * is the last. It waits for a running delivery at most ten seconds.
     */
    @Override
    void close();
}
