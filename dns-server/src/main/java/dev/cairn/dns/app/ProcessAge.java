// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import java.lang.management.ManagementFactory;

/** How long this process has been running. */
final class ProcessAge {

    private ProcessAge() {}

    /** Seconds with two places, such as {@code 0.84 s}. */
    static String text() {
        long millis = ManagementFactory.getRuntimeMXBean().getUptime();
        return millis / 1000 + "." + (millis % 1000 / 10 < 10 ? "0" : "") + millis % 1000 / 10 + " s";
    }
}
