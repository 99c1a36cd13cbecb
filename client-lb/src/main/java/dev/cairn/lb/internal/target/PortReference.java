// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.target;

import java.util.regex.Pattern;

/**
 * How a target names its port: by number, by name, or not at all.
 *
 * <p><b>Immutable.</b>
 *
 * @param number 1 to 65535, or 0 when the port is not given by number
 * @param name the port's name in lower case, or empty when it is not given by name
 */
public record PortReference(int number, String name) {
    /** No port: the service's only one. */
    public static final PortReference ONLY = new PortReference(0, "");

    // RFC 6335 §5.1: letters, digits and hyphens, at least one letter, at most 15
    private static final Pattern NAME = Pattern.compile("(?=.*[a-z])[a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?");

    /** The port of this number, 1 to 65535. */
    public static PortReference of(int number) {
        if (number < 1 || number > 65_535) {
            throw new IllegalArgumentException("a port number is 1..65535, was " + number);
        }
        return new PortReference(number, "");
    }

    /**
     * Reads a number or a name (RFC 6335 §5.1).
     *
     * @throws IllegalArgumentException when the text is neither
     */
    public static PortReference parse(String text) {
        if (!text.isEmpty() && text.length() <= 6 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return of(Integer.parseInt(text));
        }
        if (!NAME.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "a port is a number 1..65535 or a name of letters, digits and hyphens, was \"" + text + "\"");
        }
        return new PortReference(0, text);
    }

    /** Whether the port is given by number. */
    public boolean isNumber() {
        return number != 0;
    }

    /** Whether the port is given by name. */
    public boolean isName() {
        return !name.isEmpty();
    }

    /** As it stands in a target: {@code :8080}, {@code :http}, or nothing. */
    public String suffix() {
        if (isNumber()) {
            return ":" + number;
        }
        return isName() ? ":" + name : "";
    }
}
