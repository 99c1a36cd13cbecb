// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.hosts;

import dev.cairn.dns.config.Directive;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.config.ServerBlock;
import dev.cairn.dns.config.Zones;
import dev.cairn.dns.wire.DomainName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * The directive {@code hosts [FILE [ZONES...]]} with its options.
 *
 * <p><b>Immutable.</b>
 *
 * @param file read besides the entries of the Corefile; {@code /etc/hosts} unless given
 * @param zones names outside of all of them are left out
 * @param entries those of the Corefile
 * @param ttlSeconds 1 to 65535; 3600 unless given
 * @param reverse whether addresses have names
 * @param reload from one look at the file to the next, 5 s unless given; zero for one look only
 * @param fallthroughZones where a name without entry is passed on; empty for nowhere
 * @param fallthroughUnsupported whether types other than A, AAAA and PTR are passed on there, too
 */
public record HostsConfig(
        Path file,
        List<DomainName> zones,
        List<HostEntry> entries,
        int ttlSeconds,
        boolean reverse,
        Duration reload,
        List<DomainName> fallthroughZones,
        boolean fallthroughUnsupported) {

    private static final String DEFAULT_FILE = "/etc/hosts";

    /** Copies the lists. */
    public HostsConfig {
        zones = List.copyOf(zones);
        entries = List.copyOf(entries);
        fallthroughZones = List.copyOf(fallthroughZones);
    }

    /**
     * Reads the directive; what is wrong is added to the problems.
     *
     * @param paths the file that a word names
     */
    public static HostsConfig parse(
            Directive directive, ServerBlock block, Function<String, Path> paths, Problems problems) {
        List<String> words = directive.arguments();
        String file = words.isEmpty() ? DEFAULT_FILE : words.get(0);
        List<String> zoneWords = words.isEmpty() ? List.of() : words.subList(1, words.size());
        Directive zonesOnly = new Directive(directive.name(), zoneWords, List.of(), directive.position());
        List<DomainName> zones = Zones.ofArgumentsOrBlock(zonesOnly, block, problems).stream()
                .map(DomainName::parse)
                .toList();
        HostsOptions options = new HostsOptions(problems);
        directive.options().forEach(options::read);
        options.checkTogether(directive);
        return options.toConfig(paths.apply(file), zones);
    }
}
