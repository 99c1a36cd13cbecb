// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import dev.cairn.dns.wire.QuestionReader;

/**
 * The name being looked up: that of the question, or the target of a CNAME.
 *
 * <p><b>Confined to</b> one thread; reused.
 */
final class AskedName {
    private static final int MAX_LABELS = 127;

    private final int[] offsets = new int[MAX_LABELS + 1];
    private byte[] bytes = new byte[1];
    private int labels;

    void set(QuestionReader question) {
        bytes = question.bytes();
        labels = question.labelCount();
        for (int i = 0; i <= labels; i++) {
            offsets[i] = question.labelOffset(i);
        }
    }

    /** Takes an uncompressed name that is valid. */
    void set(byte[] name) {
        bytes = name;
        labels = 0;
        for (int at = 0; name[at] != 0; at += 1 + name[at]) {
            offsets[labels++] = at;
        }
        offsets[labels] = name.length - 1;
    }

    /** The octets that the offsets are of. */
    byte[] bytes() {
        return bytes;
    }

    /** Labels of the name, the root not counted. */
    int labels() {
        return labels;
    }

    /** Where a label starts, 0 being the leftmost. */
    int offset(int label) {
        return offsets[label];
    }

    /** Whether a label, in any letter case, is this one, given in lower case with its length octet. */
    boolean is(int label, byte[] lowerCase) {
        return Labels.matchLabel(lowerCase, 0, bytes, offsets[label]);
    }
}
