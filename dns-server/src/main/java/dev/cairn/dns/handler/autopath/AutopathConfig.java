// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.autopath;

import dev.cairn.dns.config.Directive;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.config.ServerBlock;
import dev.cairn.dns.config.Zones;
import dev.cairn.dns.wire.DomainName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The directive {@code autopath}.
 *
 * <p><b>Immutable.</b>
 *
 * @param zones names in these may be the first step of a search
 * @param ofClients whether the first domains are those of the client's pod
 * @param domains the domains that are tried, or tried after those of the client's pod
 */
public record AutopathConfig(List<DomainName> zones, boolean ofClients, List<DomainName> domains) {
    private static final String KUBERNETES = "@kubernetes";
    private static final Path OWN = Path.of("/etc/resolv.conf");

    /** Copies the lists. */
    public AutopathConfig {
        zones = List.copyOf(zones);
        domains = List.copyOf(domains);
    }

    /** Reads the directive and the file that it names; what is wrong is added to the problems. */
    public static AutopathConfig parse(Directive directive, ServerBlock block, Problems problems) {
        return parse(directive, block, OWN, problems);
    }

    static AutopathConfig parse(Directive directive, ServerBlock block, Path own, Problems problems) {
        directive.rejectOptions(problems);
        if (!directive.hasArguments(1, Integer.MAX_VALUE, problems)) {
            return new AutopathConfig(List.of(), false, List.of());
        }
        List<String> words = directive.arguments();
        String source = words.get(words.size() - 1);
        Directive zonesOnly =
                new Directive(directive.name(), words.subList(0, words.size() - 1), List.of(), directive.position());
        List<DomainName> zones = Zones.ofArgumentsOrBlock(zonesOnly, block, problems).stream()
                .map(DomainName::parse)
                .toList();
        if (source.equals(KUBERNETES)) {
            return new AutopathConfig(zones, true, Files.exists(own) ? read(own, directive, problems) : List.of());
        }
        if (source.startsWith("@")) {
            problems.addUnknown(directive.position(), "source of autopath", source, List.of(KUBERNETES));
            return new AutopathConfig(zones, false, List.of());
        }
        return new AutopathConfig(zones, false, read(source, directive, problems));
    }

    private static List<DomainName> read(String file, Directive directive, Problems problems) {
        try {
            return read(Path.of(file), directive, problems);
        } catch (InvalidPathException e) {
            problems.add(directive.position(), "autopath: not a path: \"" + file + "\"");
            return List.of();
        }
    }

    /** The domains of the last line {@code search} or {@code domain}, as resolv.conf(5) has it. */
    private static List<DomainName> read(Path file, Directive directive, Problems problems) {
        List<DomainName> domains = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file)) {
                List<String> words = Arrays.asList(line.strip().split("\\s+"));
                if (words.get(0).equals("search") || words.get(0).equals("domain")) {
                    domains.clear();
                    words.stream().skip(1).map(DomainName::parse).forEach(domains::add);
                }
            }
        } catch (IOException e) {
            problems.add(directive.position(), "autopath: file " + file + " cannot be read: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            problems.add(directive.position(), "autopath: file " + file + ": " + e.getMessage());
        }
        return domains;
    }
}
