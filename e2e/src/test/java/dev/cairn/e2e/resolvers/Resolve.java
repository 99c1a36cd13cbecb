// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.resolvers;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code resolve.c} for the JVM; runs as a process, since a JVM reads {@code /etc/resolv.conf} as it starts. */
final class Resolve {
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-f]*:[0-9a-f:]*");

    private Resolve() {}

    public static void main(String[] arguments) {
        for (String argument : arguments) {
            System.out.println(resolve(argument));
        }
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
