// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.bind;

import dev.cairn.dns.config.Directive;
import dev.cairn.dns.config.IpLiteral;
import dev.cairn.dns.config.Problems;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One line {@code bind} of a server block: addresses, and names of interfaces that stand for the addresses they have now.
 *
 * <p><b>Immutable.</b>
 *
 * @param addresses what to listen on, without those excepted
 */
public record BindConfig(List<InetAddress> addresses) {

    /** Copies the list. */
    public BindConfig {
        addresses = List.copyOf(addresses);
    }

    /**
     * Reads the directive; what is wrong is added to the problems.
     *
     * @param interfaces the addresses of each interface of this machine
     */
    public static BindConfig parse(Directive directive, Map<String, List<InetAddress>> interfaces, Problems problems) {
        directive.hasArguments(1, Integer.MAX_VALUE, problems);
        Set<InetAddress> addresses = resolve(directive, interfaces, problems);
        for (Directive option : directive.options()) {
            if (!option.name().equals("except")) {
                problems.addUnknown(option.position(), "option of bind", option.name(), List.of("except"));
            } else if (option.hasArguments(1, Integer.MAX_VALUE, problems)) {
                addresses.removeAll(resolve(option, interfaces, problems));
            }
        }
        if (addresses.isEmpty() && problems.isEmpty()) {
            problems.add(directive.position(), "bind leaves no address to listen on");
        }
        return new BindConfig(new ArrayList<>(addresses));
    }

    private static Set<InetAddress> resolve(
            Directive line, Map<String, List<InetAddress>> interfaces, Problems problems) {
        Set<InetAddress> addresses = new LinkedHashSet<>();
        for (String word : line.arguments()) {
            Optional<InetAddress> literal = IpLiteral.parse(word);
            if (literal.isPresent()) {
                addresses.add(literal.get());
            } else if (interfaces.containsKey(word)) {
                addresses.addAll(interfaces.getOrDefault(word, List.of()));
            } else {
                problems.addUnknown(line.position(), "address or interface", word, interfaces.keySet());
            }
        }
        return addresses;
    }
}
