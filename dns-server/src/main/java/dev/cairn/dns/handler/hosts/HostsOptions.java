// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.hosts;

import dev.cairn.dns.config.Directive;
import dev.cairn.dns.config.Durations;
import dev.cairn.dns.config.Numbers;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.config.Zones;
import dev.cairn.dns.wire.DomainName;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The lines of one {@code hosts} directive while they are read: options and entries. */
final class HostsOptions {
    private static final List<String> NAMES =
            List.of("ttl", "no_reverse", "reload", "fallthrough", "fallthrough_unsupported");
    private static final int MAX_TTL_SECONDS = 65_535;

    private final Problems problems;
    private final List<HostEntry> entries = new ArrayList<>();
    private int ttlSeconds = 3600;
    private boolean reverse = true;
    private Duration reload = Duration.ofSeconds(5);
    private List<DomainName> fallthroughZones = List.of();
    private boolean fallthroughUnsupported;

    HostsOptions(Problems problems) {
        this.problems = problems;
    }

    void read(Directive line) {
        Optional<InetAddress> address = HostLines.address(line.name());
        line.rejectOptions(problems);
        if (address.isPresent()) {
            readEntry(address.get(), line);
            return;
        }
        switch (line.name()) {
            case "ttl" ->
                ttlSeconds = Numbers.parse(line, 1, MAX_TTL_SECONDS, problems).orElse(ttlSeconds);
            case "no_reverse" -> reverse = !line.hasArguments(0, 0, problems);
            case "reload" -> readReload(line);
            case "fallthrough" ->
                fallthroughZones = Zones.fallthrough(line, problems).stream()
                        .map(DomainName::parse)
                        .toList();
            case "fallthrough_unsupported" -> fallthroughUnsupported = line.hasArguments(0, 0, problems);
            default -> problems.addUnknown(line.position(), "address or option of hosts", line.name(), NAMES);
        }
    }

    private void readEntry(InetAddress address, Directive line) {
        line.hasArguments(1, Integer.MAX_VALUE, problems);
        List<DomainName> names = new ArrayList<>();
        for (String word : line.arguments()) {
            for (String name : Zones.parse(word, line.position(), problems)) {
                names.add(DomainName.parse(name));
            }
        }
        entries.add(new HostEntry(address, names));
    }

    private void readReload(Directive line) {
        if (line.hasArguments(1, 1, problems)) {
            reload = Durations.parse(line.arguments().get(0), line.position(), problems)
                    .orElse(reload);
        }
    }

    void checkTogether(Directive directive) {
        if (fallthroughUnsupported && fallthroughZones.isEmpty()) {
            problems.add(directive.position(), "hosts: fallthrough_unsupported needs fallthrough");
        }
    }

    HostsConfig toConfig(Path file, List<DomainName> zones) {
        return new HostsConfig(
                file, zones, entries, ttlSeconds, reverse, reload, fallthroughZones, fallthroughUnsupported);
    }
}
