// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.template;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cairn.dns.config.Directive;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.config.ServerBlock;
import dev.cairn.dns.config.Zones;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.EdnsOption;
import dev.cairn.dns.wire.Rcode;
import dev.cairn.dns.wire.RecordType;
import dev.cairn.dns.wire.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;

/** The options of a {@code template} while they are read. Confined to one thread. */
final class TemplateOptions {
    private static final List<String> NAMES =
            List.of("match", "answer", "additional", "authority", "rcode", "ederror", "fallthrough", "upstream");
    private static final int MAX_PATTERN_CHARS = 10_000;
    private static final int MAX_INFO_CODE = 0xFFFF;
    private static final java.util.regex.Pattern GROUP = java.util.regex.Pattern.compile("\\.Group\\.([A-Za-z_]\\w*)");

    private final Problems problems;
    private final List<Pattern> patterns = new ArrayList<>();
    private final List<TemplateRecord> records = new ArrayList<>();
    private List<DomainName> fallthroughZones = List.of();
    private int rcode = Rcode.NOERROR;
    private Optional<EdnsOption> extendedError = Optional.empty();

    private TemplateOptions(Problems problems) {
        this.problems = problems;
    }

    static Optional<TemplateConfig> read(Directive directive, ServerBlock block, Problems problems) {
        TemplateOptions options = new TemplateOptions(problems);
        directive.options().forEach(options::read);
        options.checkGroups(directive);
        if (!directive.hasArguments(2, Integer.MAX_VALUE, problems)) {
            return Optional.empty();
        }
        List<String> words = directive.arguments();
        if (!words.get(0).equals("IN") && !words.get(0).equals("ANY")) {
            problems.addUnknown(directive.position(), "class of template", words.get(0), List.of("IN", "ANY"));
        }
        Directive zonesOnly =
                new Directive(directive.name(), words.subList(2, words.size()), List.of(), directive.position());
        List<DomainName> zones = Zones.ofArgumentsOrBlock(zonesOnly, block, problems).stream()
                .map(DomainName::parse)
                .toList();
        try {
            return Optional.of(new TemplateConfig(RecordType.parse(words.get(1)), zones, options));
        } catch (IllegalArgumentException e) {
            problems.add(directive.position(), "template: " + e.getMessage());
            return Optional.empty();
        }
    }

    private void read(Directive option) {
        switch (option.name()) {
            case "match" -> readPatterns(option);
            case "answer" -> readRecords(Section.ANSWER, option);
            case "additional" -> readRecords(Section.ADDITIONAL, option);
            case "authority" -> readRecords(Section.AUTHORITY, option);
            case "rcode" -> readRcode(option);
            case "ederror" -> readExtendedError(option);
            case "fallthrough" -> readFallthrough(option);
            case "upstream" -> {
                // CNAMEs are always followed.
            }
            default -> problems.addUnknown(option.position(), "option of template", option.name(), NAMES);
        }
    }

    private void readPatterns(Directive option) {
        option.hasArguments(1, Integer.MAX_VALUE, problems);
        for (String expression : option.arguments()) {
            if (expression.length() > MAX_PATTERN_CHARS) {
                problems.add(
                        option.position(),
                        "template: a regular expression has at most " + MAX_PATTERN_CHARS + " characters");
                continue;
            }
            try {
                patterns.add(Pattern.compile(expression));
            } catch (PatternSyntaxException e) {
                problems.add(
                        option.position(),
                        "template: \"" + expression + "\" is no regular expression of RE2: " + e.getDescription());
            }
        }
    }

    private void readRecords(Section section, Directive option) {
        option.hasArguments(1, Integer.MAX_VALUE, problems);
        for (String text : option.arguments()) {
            try {
                records.add(TemplateRecord.parse(section, text));
            } catch (IllegalArgumentException e) {
                problems.add(option.position(), "template " + option.name() + ": " + e.getMessage());
            }
        }
    }

    private void readRcode(Directive option) {
        if (!option.hasArguments(1, 1, problems)) {
            return;
        }
        String word = option.arguments().get(0);
        OptionalInt code = Rcode.parse(word);
        if (code.isEmpty()) {
            problems.addUnknown(option.position(), "response code of template", word, Rcode.names());
        }
        rcode = code.orElse(Rcode.NOERROR);
    }

    private void readExtendedError(Directive option) {
        if (!option.hasArguments(1, 2, problems)) {
            return;
        }
        String word = option.arguments().get(0);
        if (!word.matches("\\d{1,5}") || Integer.parseInt(word) > MAX_INFO_CODE) {
            problems.add(option.position(), "template ederror: \"" + word + "\" is no number of 0 to " + MAX_INFO_CODE);
            return;
        }
        String reason = option.arguments().size() == 2 ? option.arguments().get(1) : "";
        extendedError = Optional.of(EdnsOption.extendedError(Integer.parseInt(word), reason));
    }

    private void readFallthrough(Directive option) {
        if (option.arguments().isEmpty()) {
            fallthroughZones = List.of(DomainName.ROOT);
            return;
        }
        fallthroughZones = option.arguments().stream()
                .flatMap(word -> Zones.parse(word, option.position(), problems).stream())
                .map(DomainName::parse)
                .toList();
    }

    /** A group that no expression has would be empty for ever. */
    private void checkGroups(Directive directive) {
        for (TemplateRecord record : records) {
            Matcher matcher = GROUP.matcher(record.text().toString());
            while (matcher.find()) {
                String name = matcher.group(1);
                if (patterns.stream().noneMatch(pattern -> pattern.namedGroups().containsKey(name))) {
                    problems.add(
                            directive.position(),
                            "template: \"" + record.text() + "\" uses the group " + name + ", which no match has");
                }
            }
        }
    }

    /** Any name matches where nothing is said of names. */
    List<Pattern> patterns() {
        return patterns.isEmpty() ? List.of(Pattern.compile(".*")) : List.copyOf(patterns);
    }

    List<TemplateRecord> records() {
        return List.copyOf(records);
    }

    List<DomainName> fallthroughZones() {
        return fallthroughZones;
    }

    int rcode() {
        return rcode;
    }

    Optional<EdnsOption> extendedError() {
        return extendedError;
    }
}
