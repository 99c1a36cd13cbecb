// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.hosts;

import dev.cairn.dns.config.IpLiteral;
import dev.cairn.dns.wire.DomainName;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the lines of a hosts file, hosts(5). */
final class HostLines {

    private HostLines() {}

    /** The entries of a text; lines that are none are left out. */
    static List<HostEntry> parse(String text) {
        List<HostEntry> entries = new ArrayList<>();
        text.lines().forEach(line -> {
            int comment = line.indexOf('#');
            String[] words =
                    (comment < 0 ? line : line.substring(0, comment)).trim().split("\\s+");
            Optional<InetAddress> address = address(words[0]);
            if (address.isPresent() && words.length > 1) {
                entries.add(new HostEntry(address.get(), names(List.of(words).subList(1, words.length))));
            }
        });
        return entries;
    }

    /** The address that a word is, the zone of an IPv6 address left out. */
    static Optional<InetAddress> address(String word) {
        int zone = word.indexOf('%');
        return IpLiteral.parse(zone < 0 ? word : word.substring(0, zone));
    }

    private static List<DomainName> names(List<String> words) {
        List<DomainName> names = new ArrayList<>(words.size());
        for (String word : words) {
            try {
                names.add(DomainName.parse(word));
            } catch (IllegalArgumentException e) {
                // Nobody can ask for a name that is none, so nothing is missed.
            }
        }
        return names;
    }
}
