// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import dev.cairn.dns.wire.FoldedName;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Labels as they stand in names: an octet of length, then lower-case octets. */
final class Labels {
    static final int MAX_LABEL_BYTES = 63; // RFC 1035 §2.3.4
    private static final int MAX_LABELS_BYTES = 200;

    private Labels() {}

    /** One label with its length octet in front. The text must be {@linkplain #isLabel a label}. */
    static byte[] of(String text) {
        byte[] label = new byte[1 + text.length()];
        label[0] = (byte) text.length();
        byte[] octets = text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(octets, 0, label, 1, octets.length);
        return label;
    }

    /** Whether the text may be one label of a name: 1 to 63 printable ASCII characters without a dot. */
    static boolean isLabel(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_LABEL_BYTES
                && text.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '.');
    }

    /** Whether the text is a label of letters, digits and inner hyphens (RFC 1123 §2.1), as host names are. */
    static boolean isHostLabel(String text) {
        return isLabel(text)
                && text.charAt(0) != '-'
                && text.charAt(text.length() - 1) != '-'
                && text.chars().allMatch(c -> c == '-' || c < 0x80 && Character.isLetterOrDigit(c));
    }

    /** Whether the text is labels of a name with dots between them, which leave room for a Service's name below a zone. */
    static boolean areLabels(String text) {
        return text.length() <= MAX_LABELS_BYTES
                && Arrays.stream(text.split("\\.", -1)).allMatch(Labels::isLabel);
    }

    /** Labels that stand one after the other, with their length octets. The text must be {@linkplain #areLabels labels}. */
    static byte[] ofAll(String text) {
        byte[] labels = of("." + text); // the octets, with one for each length octet
        byte[] all = Arrays.copyOfRange(labels, 1, labels.length);
        int start = 0;
        for (int i = 1; i <= all.length; i++) {
            if (i == all.length || all[i] == '.') {
                all[start] = (byte) (i - start - 1);
                start = i;
            }
        }
        return all;
    }

    /** Labels one after the other; the second ones themselves if there are no first ones. */
    static byte[] join(byte[] first, byte[] second) {
        if (first.length == 0) {
            return second;
        }
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    /** The octets as a text that is equal when they are. */
    static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    /** Whether the octets asked for, in any letter case, are these stored ones, which are in lower case. */
    static boolean match(byte[] stored, int offset, byte[] asked, int askedOffset, int length) {
        for (int i = 0; i < length; i++) {
            byte octet = asked[askedOffset + i];
            if (stored[offset + i] != octet && stored[offset + i] != fold(octet)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the label asked for, in any letter case, is this stored one; both begin at their length octets. */
    static boolean matchLabel(byte[] stored, int offset, byte[] asked, int askedOffset) {
        return stored[offset] == asked[askedOffset]
                && match(stored, offset + 1, asked, askedOffset + 1, stored[offset]);
    }

    /** An octet with the letters A to Z in lower case. */
    static byte fold(byte octet) {
        return FoldedName.fold(octet);
    }

    /** The keyed hash of a label, its length octet included, in any letter case. */
    static int hash(byte[] name, int offset) {
        return FoldedName.hash(name, offset, 1 + name[offset]);
    }
}
