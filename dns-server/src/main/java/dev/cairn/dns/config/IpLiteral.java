// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Addresses as they are written in a Corefile. Names are never looked up.
 *
 * <p><b>Thread-safe.</b>
 */
public final class IpLiteral {

    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern V4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]{2,45}(%[A-Za-z0-9_.-]{1,20})?");

    private IpLiteral() {}

    /** The address that a word is; empty if it is none. IPv6 takes a zone such as {@code %eth0}, if it exists here. */
    public static Optional<InetAddress> parse(String word) {
        boolean isLiteral = V4.matcher(word).matches()
                || word.indexOf(':') >= 0 && V6.matcher(word).matches();
        if (!isLiteral) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(word));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
