// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.template;

import com.google.re2j.Pattern;
import dev.cairn.dns.config.Directive;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.config.ServerBlock;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.EdnsOption;
import dev.cairn.dns.wire.RecordType;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One {@code template} of a server block: for which questions it is, and what it answers.
 *
 * <p><b>Immutable.</b>
 */
public final class TemplateConfig {
    private final int type;
    private final List<DomainName> zones;
    private final List<Pattern> patterns;
    private final List<TemplateRecord> records;
    private final List<DomainName> fallthroughZones;
    private final int rcode;
    private final Optional<EdnsOption> extendedError;

    TemplateConfig(int type, List<DomainName> zones, TemplateOptions options) {
        this.type = type;
        this.zones = zones.stream()
                .sorted(Comparator.comparingInt(DomainName::labelCount).reversed())
                .toList();
        patterns = options.patterns();
        records = options.records();
        fallthroughZones = options.fallthroughZones();
        rcode = options.rcode();
        extendedError = options.extendedError();
    }

    /** Reads the directive; what is wrong is added to the problems, and then there may be no result. */
    public static Optional<TemplateConfig> parse(Directive directive, ServerBlock block, Problems problems) {
        return TemplateOptions.read(directive, block, problems);
    }

    /** Whether queries at or below this zone can be for it. */
    boolean concerns(DomainName zone) {
        return zones.stream().anyMatch(ours -> zone.isSubdomainOf(ours) || ours.isSubdomainOf(zone));
    }

    /** The longest zone that a name is in; empty if it is in none. */
    Optional<DomainName> zoneOf(DomainName name) {
        return zones.stream().filter(name::isSubdomainOf).findFirst();
    }

    boolean isForType(int asked) {
        return type == RecordType.ANY || asked == RecordType.ANY || asked == type;
    }

    int type() {
        return type;
    }

    List<Pattern> patterns() {
        return patterns;
    }

    List<TemplateRecord> records() {
        return records;
    }

    boolean passesOn(DomainName name) {
        return fallthroughZones.stream().anyMatch(name::isSubdomainOf);
    }

    int rcode() {
        return rcode;
    }

    Optional<EdnsOption> extendedError() {
        return extendedError;
    }
}
