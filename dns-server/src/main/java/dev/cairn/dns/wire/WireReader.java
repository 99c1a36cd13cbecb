// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads numbers, names and strings one after the other, never past a limit.
 *
 * <p><b>Confined to</b> the parse that made it.
 */
final class WireReader {

    private final byte[] bytes;
    private final byte[] expanded = new byte[Names.MAX_NAME_BYTES];
    private int position;
    private int limit;
    private DomainName lastName = DomainName.ROOT;
    private int lastNameAt = -1;
    private @Nullable WireWriter scratch;

    WireReader(byte[] bytes, int limit) {
        this.bytes = bytes;
        this.limit = limit;
    }

    int position() {
        return position;
    }

    int remaining() {
        return limit - position;
    }

    /** Moves the limit and returns the one before. */
    int limit(int newLimit) {
        int before = limit;
        limit = newLimit;
        return before;
    }

    int u8() {
        return bytes[advance(1)] & 0xFF;
    }

    int u16() {
        return Octets.u16(bytes, advance(2));
    }

    long u32() {
        return Octets.i32(bytes, advance(4)) & 0xFFFF_FFFFL;
    }

    byte[] bytes(int count) {
        int start = advance(count);
        return Arrays.copyOfRange(bytes, start, start + count);
    }

    byte[] rest() {
        return bytes(remaining());
    }

    /** A string of up to 255 octets behind its length, one character for each octet (RFC 1035 §3.3). */
    String string() {
        int length = u8();
        return new String(bytes, advance(length), length, StandardCharsets.ISO_8859_1);
    }

    DomainName name() {
        int start = position;
        int end = endOfName();
        position = end;
        // Records in a row mostly have one owner; the same octets at the same place are the same name.
        int standsAt =
                end - start == Names.POINTER_BYTES ? Octets.u16(bytes, start) & (Names.POINTER_LIMIT - 1) : start;
        if (standsAt != lastNameAt) {
            lastName = DomainName.read(bytes, start, limit, expanded);
            lastNameAt = standsAt;
        }
        return lastName;
    }

    /** Copies a name to a writer, pointers followed. */
    void nameTo(WireWriter out) {
        int end = endOfName();
        out.put(expanded, 0, Names.expand(bytes, position, limit, expanded));
        position = end;
    }

    private int endOfName() {
        int end = Names.skip(bytes, position, limit);
        if (end < 0) {
            throw malformed("no whole name");
        }
        return end;
    }

    /** A writer for what is made of the octets read, empty; there is one for each reader. */
    WireWriter scratch() {
        if (scratch == null) {
            scratch = new WireWriter(new byte[2 * Names.MAX_NAME_BYTES]);
        }
        scratch.resume(0, Layout.MAX_MESSAGE_BYTES);
        return scratch;
    }

    WireException malformed(String reason) {
        return new WireException(position, reason);
    }

    private int advance(int count) {
        if (count > limit - position) {
            throw malformed(count + " octets wanted, " + (limit - position) + " left");
        }
        int start = position;
        position += count;
        return start;
    }
}
