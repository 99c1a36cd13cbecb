// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.upstream;

import java.util.Locale;

/** What is wrong with an upstream. */
enum Fault {
    DEAD("its port is closed"),
    SILENT("swallows every question"),
    SLOW("answers after a second"),
    WRONG_ID("answers with another id"),
    WRONG_QUESTION("answers another question"),
    WRONG_SOURCE("answers from another port"),
    UNREADABLE("answers with half a record"),
    NO_EDNS("answers EDNS with FORMERR"),
    TRUNCATING("truncates over UDP, answers over TCP"),
    CUTTING("truncates over UDP, closes TCP in mid-answer"),
    FAILING("answers SERVFAIL");

    private final String description;

    Fault(String description) {
        this.description = description;
    }

    @Override
    public String toString() {
        return description;
    }

    /** Whether a server that is asked can get the answer from it all the same. */
    boolean isHarmless() {
        return this == SLOW || this == NO_EDNS || this == TRUNCATING;
    }

    /** A label for zones. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
