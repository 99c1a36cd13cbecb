// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

/**
 * A name with its ASCII letters in lower case: the key under which names are looked up (RFC 4343).
 *
 * <p><b>Immutable.</b> Hash codes are keyed at random per JVM, so they differ from run to run, and nobody can choose
 * names that collide. A name that stands in a message can be compared and hashed there, without an object.
 */
public final class FoldedName {

    private final byte[] wire;
    private final int hash;

    private FoldedName(byte[] wire) {
        this.wire = wire;
        this.hash = hash(wire, 0, wire.length);
    }

    static FoldedName of(byte[] validWire) {
        byte[] folded = validWire.clone();
        for (int i = 0; i < folded.length; i++) {
            folded[i] = Octets.fold(folded[i]);
        }
        return new FoldedName(folded);
    }

    /** The key of a name in presentation form, see {@link DomainName#parse}. */
    public static FoldedName parse(String presentation) {
        return DomainName.parse(presentation).folded();
    }

    /**
     * The hash code that the key of an uncompressed name has, in any letter case.
     *
     * @param length octets of the name, root included
     */
    public static int hash(byte[] name, int offset, int length) {
        long hash = SipHash.PER_JVM.hashFolded(name, offset, length);
        return (int) (hash ^ (hash >>> 32));
    }

    /** An octet with the letters A to Z in lower case. */
    public static byte fold(byte octet) {
        return Octets.fold(octet);
    }

    /**
     * Whether an uncompressed name, in any letter case, has this key.
     *
     * @param length octets of the name, root included
     */
    public boolean matches(byte[] name, int offset, int length) {
        return length == wire.length && Octets.equalFolded(wire, 0, name, offset, length);
    }

    /** Octets of the name, root included: 1 to 255. */
    public int length() {
        return wire.length;
    }

    /** The uncompressed name in lower case, as a new array. */
    public byte[] toWire() {
        return wire.clone();
    }

    /** The name in lower case. */
    public DomainName toName() {
        return DomainName.of(wire);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof FoldedName other && hash == other.hash && matches(other.wire, 0, other.wire.length);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** Presentation form in lower case, see {@link DomainName#toString}. */
    @Override
    public String toString() {
        return NameText.format(wire);
    }
}
