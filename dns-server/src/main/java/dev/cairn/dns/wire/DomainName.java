// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

import java.util.Arrays;

/**
 * An absolute name as its uncompressed octets, at most 255, letter case kept (RFC 1035 §3.1).
 *
 * <p><b>Immutable.</b> Two names are equal only if every octet is; {@link FoldedName} is the key for look-ups in any
 * letter case. The order is the canonical one (RFC 4034 §6.1), and the octets decide between names that differ in case
 * only.
 */
public final class DomainName implements Comparable<DomainName> {

    /** Octets of the longest name, root included (RFC 1035 §2.3.4). */
    public static final int MAX_BYTES = Names.MAX_NAME_BYTES;

    /** The root. */
    public static final DomainName ROOT = new DomainName(new byte[1]);

    private final byte[] wire;

    private DomainName(byte[] wire) {
        this.wire = wire;
    }

    /**
     * Reads presentation form (RFC 1035 §5.1): labels divided by dots, with or without a dot at the end, {@code "."} for
     * the root, {@code \.} and {@code \DDD} as escapes.
     *
     * @throws IllegalArgumentException that says what is wrong with the text
     */
    public static DomainName parse(String presentation) {
        return new DomainName(NameText.parse(presentation));
    }

    /**
     * Copies a whole uncompressed name.
     *
     * @throws WireException if the octets are not exactly one such name
     */
    public static DomainName of(byte[] wire) {
        return of(wire, 0, wire.length);
    }

    /**
     * Copies a whole uncompressed name out of an array.
     *
     * @throws WireException if the octets are not exactly one such name
     */
    public static DomainName of(byte[] source, int offset, int length) {
        if (!Names.isUncompressed(source, offset, length)) {
            throw new WireException(offset, "not one uncompressed name of " + length + " octets");
        }
        return new DomainName(Arrays.copyOfRange(source, offset, offset + length));
    }

    /**
     * Reads the name at an offset of a message and follows its pointers, each of which must lead backwards (RFC 1035
     * §4.1.4).
     *
     * @param limit end of the octets that the name may use before its first pointer, exclusive
     * @throws WireException if there is no whole, valid name
     */
    public static DomainName read(byte[] message, int offset, int limit) {
        return read(message, offset, limit, new byte[Names.MAX_NAME_BYTES]);
    }

    static DomainName read(byte[] message, int offset, int limit, byte[] scratch) {
        int length = Names.expand(message, offset, limit, scratch);
        return length == 1 ? ROOT : new DomainName(Arrays.copyOf(scratch, length));
    }

    /** Octets of the name, root included: 1 to 255. */
    public int length() {
        return wire.length;
    }

    /** Labels of the name, root not included: 0 to 127. */
    public int labelCount() {
        int labels = 0;
        for (int position = 0; wire[position] != 0; position += 1 + wire[position]) {
            labels++;
        }
        return labels;
    }

    /** Whether this is the root. */
    public boolean isRoot() {
        return wire.length == 1;
    }

    /**
     * The octets of a label.
     *
     * @param index 0 for the leftmost
     */
    public byte[] label(int index) {
        int start = labelStart(index);
        return Arrays.copyOfRange(wire, start + 1, start + 1 + wire[start]);
    }

    /** The uncompressed name, as a new array. */
    public byte[] toWire() {
        return wire.clone();
    }

    /** The uncompressed name itself, not a copy; not to be changed. */
    byte[] octets() {
        return wire;
    }

    /** Writes the uncompressed name at an offset of an array and returns its length. */
    public int copyTo(byte[] target, int offset) {
        System.arraycopy(wire, 0, target, offset, wire.length);
        return wire.length;
    }

    /** Whether this name is the given one or below it, in any letter case. */
    public boolean isSubdomainOf(DomainName ancestor) {
        return ancestor.isAncestorOf(wire, 0, wire.length);
    }

    /** Whether a valid uncompressed name in an array is this one or below it, in any letter case. */
    boolean isAncestorOf(byte[] name, int offset, int length) {
        int start = offset + length - wire.length;
        int position = offset;
        while (position < start) {
            position += 1 + name[position];
        }
        return position == start && Octets.equalFolded(wire, 0, name, start, wire.length);
    }

    /** Whether the names are equal in any letter case. */
    public boolean equalsIgnoreCase(DomainName other) {
        return wire.length == other.wire.length && Octets.equalFolded(wire, 0, other.wire, 0, wire.length);
    }

    /** The look-up key of this name. */
    public FoldedName folded() {
        return FoldedName.of(wire);
    }

    /**
     * This name without its leftmost label.
     *
     * @throws IllegalStateException if this is the root
     */
    public DomainName parent() {
        if (isRoot()) {
            throw new IllegalStateException("the root has no parent");
        }
        return new DomainName(Arrays.copyOfRange(wire, 1 + wire[0], wire.length));
    }

    /**
     * The labels of this name followed by those of another one.
     *
     * @throws IllegalArgumentException if the result is longer than 255 octets
     */
    public DomainName append(DomainName suffix) {
        byte[] joined = Arrays.copyOf(wire, wire.length - 1 + suffix.wire.length);
        if (joined.length > Names.MAX_NAME_BYTES) {
            throw new IllegalArgumentException("\"" + this + suffix + "\" is longer than 255 octets");
        }
        suffix.copyTo(joined, wire.length - 1);
        return new DomainName(joined);
    }

    /**
     * This name with a label, or several divided by dots, put before it; in presentation form.
     *
     * @throws IllegalArgumentException if the text is no name or the result is longer than 255 octets
     */
    public DomainName prepend(String labels) {
        return parse(labels).append(this);
    }

    /**
     * Canonical order: label by label from the right, as unsigned octets in lower case (RFC 4034 §6.1).
     *
     * @return zero only if every octet is equal
     */
    @Override
    public int compareTo(DomainName other) {
        int mine = labelCount();
        int theirs = other.labelCount();
        for (int fromRight = 1; fromRight <= Math.min(mine, theirs); fromRight++) {
            int order = compareLabels(labelStart(mine - fromRight), other, other.labelStart(theirs - fromRight));
            if (order != 0) {
                return order;
            }
        }
        return mine != theirs ? Integer.compare(mine, theirs) : Arrays.compareUnsigned(wire, other.wire);
    }

    private int compareLabels(int start, DomainName other, int otherStart) {
        int common = Math.min(wire[start], other.wire[otherStart]);
        for (int i = 1; i <= common; i++) {
            int a = Octets.fold(wire[start + i]) & 0xFF;
            int b = Octets.fold(other.wire[otherStart + i]) & 0xFF;
            if (a != b) {
                return Integer.compare(a, b);
            }
        }
        return Byte.compare(wire[start], other.wire[otherStart]);
    }

    private int labelStart(int index) {
        int position = 0;
        for (int i = 0; i < index && wire[position] != 0; i++) {
            position += 1 + wire[position];
        }
        if (index < 0 || wire[position] == 0) {
            throw new IndexOutOfBoundsException("label " + index + " of " + this);
        }
        return position;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof DomainName other && Arrays.equals(wire, other.wire);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(wire);
    }

    /** Presentation form with a dot at the end; {@code "."} for the root (RFC 1035 §5.1). */
    @Override
    public String toString() {
        return NameText.format(wire);
    }
}
