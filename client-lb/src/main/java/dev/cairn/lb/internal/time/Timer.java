// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.time;

/** Does something later, on a thread that must not be held up. <b>Thread-safe.</b> */
@FunctionalInterface
public interface Timer {
    /** Does it after so many nanoseconds; never when it has ended before. */
    void after(long nanos, Runnable task);
}
