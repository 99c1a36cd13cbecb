// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.forward;

import dev.cairn.dns.config.Directive;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.config.Zones;
import dev.cairn.dns.upstream.ForwardOptions;
import dev.cairn.dns.upstream.HostName;
import dev.cairn.dns.upstream.UpstreamSource;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.QuestionReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The directive {@code forward}.
 *
 * <p><b>Immutable.</b>
 *
 * @param from names at or below these are forwarded
 * @param except names at or below these are not
 * @param sources the servers, or the files that list them
 * @param nextRcodes response codes with which the next {@code forward} of the block is asked
 * @param nextOnNodata whether an answer without records has the next one asked, too
 */
public record ForwardConfig(
        List<DomainName> from,
        List<DomainName> except,
        List<UpstreamSource> sources,
        ForwardOptions options,
        Set<Integer> nextRcodes,
        boolean nextOnNodata) {

    /** Copies the collections. */
    public ForwardConfig {
        from = List.copyOf(from);
        except = List.copyOf(except);
        sources = List.copyOf(sources);
        nextRcodes = Set.copyOf(nextRcodes);
    }

    /**
     * Reads the directive; what is wrong is added to the problems. Opens nothing, but looks into the files that it names.
     *
     * @param paths the file that a word of {@code tls} names
     */
    public static ForwardConfig parse(Directive directive, Function<String, Path> paths, Problems problems) {
        ForwardReader options = new ForwardReader(paths, problems);
        directive.options().forEach(options::read);
        List<String> arguments = directive.arguments();
        if (!directive.hasArguments(2, Integer.MAX_VALUE, problems)) {
            return options.config(List.of(), List.of(), directive);
        }
        List<DomainName> from = names(Zones.parse(arguments.get(0), directive.position(), problems));
        return options.config(from, arguments.subList(1, arguments.size()), directive);
    }

    static List<DomainName> names(List<String> zones) {
        return zones.stream().map(DomainName::parse).toList();
    }

    /** Whether some servers are given by name. */
    boolean hasNames() {
        return sources.stream().anyMatch(HostName.class::isInstance);
    }

    /** Whether a question is for these servers. */
    boolean concerns(QuestionReader question) {
        for (DomainName zone : except) {
            if (question.isIn(zone)) {
                return isFrom(question);
            }
        }
        for (DomainName zone : from) {
            if (question.isIn(zone)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the question is for the very zone that is forwarded, which no exception excludes. */
    private boolean isFrom(QuestionReader question) {
        for (DomainName zone : from) {
            if (question.nameLength() == zone.length() && question.isIn(zone)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a question for a name at or below a zone may be for these servers. */
    boolean mayConcern(DomainName zone) {
        return from.stream().anyMatch(base -> zone.isSubdomainOf(base) ? !isExcepted(zone) : base.isSubdomainOf(zone));
    }

    private boolean isExcepted(DomainName zone) {
        return except.stream().anyMatch(zone::isSubdomainOf) && from.stream().noneMatch(zone::equalsIgnoreCase);
    }
}
