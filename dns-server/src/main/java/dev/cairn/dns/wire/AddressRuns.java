// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

import java.util.Arrays;

/**
 * Finds the addresses of one name that stand side by side in the ANSWER section of a finished message, and changes their order in place:
 * their records have the same length, so only data is moved.
 *
 * <p><b>Confined to</b> one thread; made once and reused. Allocates only when a run is longer than all before.
 */
public final class AddressRuns {

    private static final int IPV4_OCTETS = 4;
    private static final int IPV6_OCTETS = 16;

    private final RecordCursor cursor = new RecordCursor();
    private byte[] message = new byte[0];
    private int length;
    private boolean atAddress;
    private int owner;
    private int type;
    private int count;
    private int[] offsets = new int[64];

    /** A finder in nothing yet. */
    public AddressRuns() {}

    /** Goes to before the first run of a message. */
    public void start(byte[] newMessage, int newLength) {
        message = newMessage;
        length = newLength;
        count = 0;
        atAddress = cursor.start(newMessage, newLength) && advance();
    }

    /** Goes to the next run of two addresses or more; false if there is none. */
    public boolean next() {
        do {
            if (!atAddress) {
                return false;
            }
            read();
        } while (count < 2);
        return true;
    }

    private void read() {
        owner = cursor.ownerOffset();
        type = cursor.type();
        count = 0;
        do {
            if (count == offsets.length) {
                offsets = Arrays.copyOf(offsets, 2 * count);
            }
            offsets[count++] = cursor.dataOffset();
            atAddress = advance();
        } while (atAddress && cursor.type() == type && isSameName(owner, cursor.ownerOffset()));
    }

    /** Goes to the next address of the section. */
    private boolean advance() {
        while (cursor.next() && cursor.section() == Section.ANSWER) {
            boolean ipv4 = cursor.type() == RecordType.A && cursor.dataLength() == IPV4_OCTETS;
            boolean ipv6 = cursor.type() == RecordType.AAAA && cursor.dataLength() == IPV6_OCTETS;
            if (ipv4 || ipv6) {
                return true;
            }
        }
        return false;
    }

    /** Whether two names are surely the same: one points to the other, both to a third, or their octets are equal. */
    private boolean isSameName(int first, int second) {
        if (standsAt(first) == standsAt(second)) {
            return true;
        }
        int firstEnd = Names.skip(message, first, length);
        int secondEnd = Names.skip(message, second, length);
        return Arrays.equals(message, first, firstEnd, message, second, secondEnd);
    }

    private int standsAt(int name) {
        boolean isPointer = (message[name] & Names.POINTER_BITS) == Names.POINTER_BITS;
        return isPointer ? Octets.u16(message, name) & (Names.POINTER_LIMIT - 1) : name;
    }

    /** Addresses of this run. */
    public int count() {
        return count;
    }

    /** Octets of each address of this run: 4 or 16. */
    public int octets() {
        return type == RecordType.A ? IPV4_OCTETS : IPV6_OCTETS;
    }

    /** The name that has the addresses. */
    public DomainName owner() {
        return DomainName.read(message, owner, length);
    }

    /** Copies an address to the start of an array. */
    public void copyTo(int index, byte[] target) {
        System.arraycopy(message, offsets[index], target, 0, octets());
    }

    /** Puts an address in the place of another one. */
    public void set(int index, byte[] address) {
        System.arraycopy(address, 0, message, offsets[index], octets());
    }

    /** Lets two addresses change places. */
    public void swap(int first, int second) {
        int a = offsets[first];
        int b = offsets[second];
        for (int i = octets() - 1; i >= 0; i--) {
            byte octet = message[a + i];
            message[a + i] = message[b + i];
            message[b + i] = octet;
        }
    }
}
