// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.errors;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cairn.dns.config.Directive;
import dev.cairn.dns.config.Durations;
import dev.cairn.dns.config.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.event.Level;

/**
 * The option {@code consolidate DURATION REGEXP [LEVEL] [show_first]}: failures of one kind are counted for some time and logged as one
 * line.
 *
 * <p><b>Immutable.</b>
 *
 * @param period how long failures are counted, from the first one
 * @param pattern found somewhere in what is said of a failure
 * @param level of the lines
 * @param showsFirst whether the first one is logged at once
 */
public record Consolidation(Duration period, Pattern pattern, Level level, boolean showsFirst) {
    private static final String SHOW_FIRST = "show_first";
    private static final List<String> LEVELS = List.of("warning", "error", "info", "debug");
    private static final List<String> WORDS = List.of("warning", "error", "info", "debug", SHOW_FIRST);
    private static final int MAX_PATTERN_CHARS = 10_000;

    /** Reads the option; empty, with a problem added, if it is wrong. */
    static Optional<Consolidation> parse(Directive option, Problems problems) {
        option.rejectOptions(problems);
        if (!option.hasArguments(2, 4, problems)) {
            return Optional.empty();
        }
        List<String> words = option.arguments();
        Optional<Duration> period = Durations.parse(words.get(0), option.position(), problems);
        Optional<Pattern> pattern = pattern(words.get(1), option, problems);
        Level level = Level.ERROR;
        boolean showsFirst = false;
        for (int i = 2; i < words.size(); i++) {
            String word = words.get(i);
            if (i == 2 && LEVELS.contains(word)) {
                level = level(word);
            } else if (i == words.size() - 1 && word.equals(SHOW_FIRST)) {
                showsFirst = true;
            } else {
                problems.addUnknown(option.position(), "level of consolidate", word, WORDS);
            }
        }
        if (period.isEmpty() || pattern.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Consolidation(period.get(), pattern.get(), level, showsFirst));
    }

    private static Optional<Pattern> pattern(String text, Directive option, Problems problems) {
        if (text.length() > MAX_PATTERN_CHARS) {
            problems.add(
                    option.position(), "consolidate: the pattern is longer than " + MAX_PATTERN_CHARS + " characters");
            return Optional.empty();
        }
        try {
            return Optional.of(Pattern.compile(text));
        } catch (PatternSyntaxException e) {
            problems.add(option.position(), "consolidate: not a regular expression: " + e.getDescription());
            return Optional.empty();
        }
    }

    private static Level level(String word) {
        return word.equals("warning") ? Level.WARN : Level.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
