// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.calls;

import java.util.OptionalLong;

/** Somebody who calls without pause until it is closed. <b>Confined to</b> the test's thread. */
interface Caller extends AutoCloseable {
    /** As reported. */
    String name();

    /** What it saw since it was asked last. */
    Tally take();

    /** How many attempts it made again since it was asked last, if it knows. */
    OptionalLong takeRetries();

    @Override
    void close();
}
