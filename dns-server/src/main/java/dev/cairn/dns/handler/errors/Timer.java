// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.errors;

import java.time.Duration;

/** Runs tasks later. */
@FunctionalInterface
interface Timer {
    /** Runs a task once, after this time. */
    void after(Duration delay, Runnable task);
}
