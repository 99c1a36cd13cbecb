// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

/** The three sections of records, in the order in which they follow the question (RFC 1035 §4.1). */
public enum Section {
    /** Records that answer the question. */
    ANSWER(0),
    /** Records that name or describe the authority. */
    AUTHORITY(1),
    /** Records that may help. */
    ADDITIONAL(2);

    static final int COUNT = 3;

    private final int index;

    Section(int index) {
        this.index = index;
    }

    /** Place among the sections of records, 0 to 2. */
    int index() {
        return index;
    }
}
