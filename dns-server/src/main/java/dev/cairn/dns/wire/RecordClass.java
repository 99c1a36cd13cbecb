// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

import java.util.Locale;

/** The classes of questions and records (RFC 1035 §3.2.4). */
public final class RecordClass {

    /** The Internet. */
    public static final int IN = 1;
    /** Chaosnet; used for questions about the server itself. */
    public static final int CH = 3;
    /** Hesiod. */
    public static final int HS = 4;
    /** No class (RFC 2136). */
    public static final int NONE = 254;
    /** Any class. */
    public static final int ANY = 255;

    private RecordClass() {}

    /** The mnemonic of a class, or {@code CLASS32} for one without (RFC 3597 §5). */
    public static String name(int recordClass) {
        return switch (recordClass) {
            case IN -> "IN";
            case CH -> "CH";
            case HS -> "HS";
            case NONE -> "NONE";
            case ANY -> "ANY";
            default -> "CLASS" + recordClass;
        };
    }

    /**
     * The class of a mnemonic in any letter case, or of {@code CLASS32}.
     *
     * @throws IllegalArgumentException if there is no such class
     */
    public static int parse(String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "IN" -> IN;
            case "CH" -> CH;
            case "HS" -> HS;
            case "NONE" -> NONE;
            case "ANY" -> ANY;
            default -> RecordType.parseNumbered(name, "CLASS");
        };
    }
}
