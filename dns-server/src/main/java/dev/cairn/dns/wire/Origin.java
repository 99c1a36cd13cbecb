// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

/**
 * The name that completes the relative names of a response, and whether they can end in a pointer to it.
 *
 * <p><b>Confined to</b> the writer that owns it.
 */
final class Origin {

    private static final byte[] ROOT = new byte[1];
    private static final int NOWHERE = -1;

    private final RecordOutput out;
    private byte[] name = ROOT;
    private int offset;
    private int length;
    private int pointer;
    private int lastTarget;

    Origin(RecordOutput out) {
        this.out = out;
    }

    void clear() {
        set(ROOT, 0, 1);
        lastTarget = NOWHERE;
    }

    void set(byte[] newName, int newOffset, int newLength) {
        name = newName;
        offset = newOffset;
        length = newLength;
        pointer = NOWHERE;
    }

    void setWritten(int newOffset) {
        set(out.bytes, newOffset, Names.storedLength(out.bytes, newOffset));
        pointer = newOffset < Names.POINTER_LIMIT && length > Names.POINTER_BYTES ? newOffset : NOWHERE;
    }

    int lastTarget() {
        return lastTarget;
    }

    /** Whether labels and origin make a name; a longer one cannot be asked for either. */
    boolean completes(int labelBytes) {
        return labelBytes + length <= Names.MAX_NAME_BYTES;
    }

    int compressedBytes(int labelBytes) {
        return labelBytes + (pointer >= 0 ? Names.POINTER_BYTES : length);
    }

    int wholeBytes(int labelBytes) {
        return labelBytes + length;
    }

    void writeCompressed(byte[] labels, int from, int labelBytes) {
        if (pointer < 0) {
            writeWhole(labels, from, labelBytes);
            return;
        }
        lastTarget = out.position;
        out.put(labels, from, labelBytes);
        out.pointer(pointer);
    }

    void writeWhole(byte[] labels, int from, int labelBytes) {
        lastTarget = out.position;
        out.put(labels, from, labelBytes);
        out.put(name, offset, length);
    }
}
