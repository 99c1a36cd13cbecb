// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Runs the seeds that stand in the resources; with {@code JAZZER_FUZZ=1}, looks for more. */
class MessageFuzzTest {

    @FuzzTest(maxDuration = "5m")
    void holdsOnAnyBytes(byte[] packet) {
        new AnyBytes().check(packet);
    }
}
