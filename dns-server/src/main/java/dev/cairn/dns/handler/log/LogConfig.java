// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.log;

import dev.cairn.dns.config.Directive;
import dev.cairn.dns.config.Durations;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.config.ServerBlock;
import dev.cairn.dns.config.Zones;
import dev.cairn.dns.wire.DomainName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One line {@code log} of a server block: which queries are logged, and how.
 *
 * <p><b>Immutable.</b>
 */
public final class LogConfig {
    private final List<DomainName> names;
    private final LogFormat format;
    private final Set<ResponseClass> classes;
    private final Optional<Duration> minDuration;

    private LogConfig(
            List<DomainName> names, LogFormat format, Set<ResponseClass> classes, Optional<Duration> minDuration) {
        this.names = names;
        this.format = format;
        this.classes = classes;
        this.minDuration = minDuration;
    }

    /** Reads the directive; what is wrong is added to the problems. */
    public static LogConfig parse(Directive directive, ServerBlock block, Problems problems) {
        List<String> words = new ArrayList<>(directive.arguments());
        String format = "{common}";
        if (!words.isEmpty() && words.get(words.size() - 1).contains("{")) {
            format = words.remove(words.size() - 1);
        }
        Directive namesOnly = new Directive(directive.name(), words, List.of(), directive.position());
        List<DomainName> names = Zones.ofArgumentsOrBlock(namesOnly, block, problems).stream()
                .map(DomainName::parse)
                .toList();
        Set<ResponseClass> classes = EnumSet.noneOf(ResponseClass.class);
        Optional<Duration> minDuration = Optional.empty();
        for (Directive option : directive.options()) {
            switch (option.name()) {
                case "class" -> parseClasses(option, classes, problems);
                case "minDuration" -> minDuration = parseDuration(option, problems);
                default ->
                    problems.addUnknown(
                            option.position(), "option of log", option.name(), List.of("class", "minDuration"));
            }
        }
        Set<ResponseClass> wanted = classes.isEmpty() ? EnumSet.allOf(ResponseClass.class) : classes;
        return new LogConfig(names, parseFormat(format, directive, problems), wanted, minDuration);
    }

    private static void parseClasses(Directive option, Set<ResponseClass> classes, Problems problems) {
        option.hasArguments(1, Integer.MAX_VALUE, problems);
        for (String word : option.arguments()) {
            switch (word) {
                case "all" -> classes.addAll(EnumSet.allOf(ResponseClass.class));
                case "success" -> classes.add(ResponseClass.SUCCESS);
                case "denial" -> classes.add(ResponseClass.DENIAL);
                case "error" -> classes.add(ResponseClass.ERROR);
                default ->
                    problems.addUnknown(
                            option.position(), "class of log", word, List.of("all", "success", "denial", "error"));
            }
        }
    }

    private static Optional<Duration> parseDuration(Directive option, Problems problems) {
        return option.hasArguments(1, 1, problems)
                ? Durations.parse(option.arguments().get(0), option.position(), problems)
                : Optional.empty();
    }

    private static LogFormat parseFormat(String format, Directive directive, Problems problems) {
        try {
            return LogFormat.parse(format);
        } catch (IllegalArgumentException e) {
            problems.addUnknown(
                    directive.position(),
                    "placeholder of log",
                    String.valueOf(e.getMessage()),
                    LogFormat.placeholders());
            return LogFormat.parse("{common}");
        }
    }

    /** Whether queries at or below this zone can match. */
    boolean concerns(DomainName zone) {
        return names.stream().anyMatch(name -> zone.isSubdomainOf(name) || name.isSubdomainOf(zone));
    }

    boolean covers(DomainName name) {
        return names.stream().anyMatch(name::isSubdomainOf);
    }

    boolean wants(ResponseClass answer, long durationNanos) {
        return classes.contains(answer)
                || minDuration.map(least -> durationNanos >= least.toNanos()).orElse(false);
    }

    LogFormat format() {
        return format;
    }
}
