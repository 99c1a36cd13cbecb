// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.resolvers;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.Security;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code resolve.c} for the JVM; runs as a process, since a JVM reads {@code /etc/resolv.conf} as it starts. */
final class Resolve {
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-f]*:[0-9a-f:]*");

    private Resolve() {}

    public static void main(String[] arguments) {
        Security.setProperty("networkaddress.cache.ttl", "0");
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
        Stream<String> asked = arguments.length > 0
                ? Arrays.stream(arguments)
                : new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).lines();
        asked.map(Resolve::resolve).forEach(System.out::println);
    }

    private static String resolve(String text) {
        try {
            if (ADDRESS.matcher(text).matches()) {
                String name = InetAddress.getByName(text).getCanonicalHostName();
                return name.equals(InetAddress.getByName(text).getHostAddress()) ? "none" : name;
            }
            return Arrays.stream(InetAddress.getAllByName(text))
                    .map(InetAddress::getHostAddress)
                    .sorted()
                    .collect(Collectors.joining(" "));
        } catch (UnknownHostException e) {
            return "none";
        }
    }
}
