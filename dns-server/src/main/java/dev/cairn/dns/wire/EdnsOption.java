// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * One option of an OPT record (RFC 6891 §6.1.2).
 *
 * <p><b>Immutable.</b>
 */
public final class EdnsOption {

    private final int code;
    private final byte[] data;

    /**
     * Copies the octets.
     *
     * @param code see {@link EdnsOptionCode}, 16 bits
     * @param data at most 65535 octets
     */
    public EdnsOption(int code, byte[] data) {
        ResourceRecord.check16("code", code);
        ResourceRecord.check16("length of data", data.length);
        this.code = code;
        this.data = data.clone();
    }

    /** An extended error (RFC 8914), see {@link ExtendedError}. */
    public static EdnsOption extendedError(int infoCode, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        byte[] data = new byte[2 + utf8.length];
        Octets.put16(data, 0, infoCode);
        System.arraycopy(utf8, 0, data, 2, utf8.length);
        return new EdnsOption(EdnsOptionCode.EXTENDED_ERROR, data);
    }

    /** The code, see {@link EdnsOptionCode}. */
    public int code() {
        return code;
    }

    /** The octets, as a new array. */
    public byte[] data() {
        return data.clone();
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof EdnsOption other && code == other.code && Arrays.equals(data, other.data);
    }

    @Override
    public int hashCode() {
        return 31 * code + Arrays.hashCode(data);
    }

    /** Name and content: an extended error in words, everything else in hexadecimal. */
    @Override
    public String toString() {
        String name = EdnsOptionCode.name(code);
        if (code == EdnsOptionCode.EXTENDED_ERROR && data.length >= 2) {
            int infoCode = Octets.u16(data, 0);
            String text = new String(data, 2, data.length - 2, StandardCharsets.ISO_8859_1);
            return name + ": " + infoCode + " (" + ExtendedError.name(infoCode) + ")"
                    + (text.isEmpty() ? "" : ": " + NameText.quote(text));
        }
        return data.length == 0 ? name : name + ": " + HexFormat.of().formatHex(data);
    }
}
