// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Zones as they are written in a Corefile: names, or ranges of addresses in CIDR form that stand for their reverse zones.
 *
 * <p><b>Thread-safe.</b>
 */
public final class Zones {

    private static final int MAX_NAME_CHARS = 253;
    private static final int MAX_LABEL_CHARS = 63; // RFC 1035 §2.3.4
    private static final String MARKS = "-_/*";

    private Zones() {}

    /**
     * The zones that a word stands for, absolute and in lower case; empty, with a problem added, if it is none. A range
     * whose length is not a whole number of labels stands for several zones, such as sixteen for a /12.
     */
    public static List<String> parse(String word, Position position, Problems problems) {
        if (ReverseZones.isRange(word)) {
            return ReverseZones.of(word, position, problems);
        }
        String wrong = whatIsWrong(word);
        if (!wrong.isEmpty()) {
            problems.add(position, Quoted.of(word) + " is not a zone: " + wrong);
            return List.of();
        }
        String name = word.toLowerCase(Locale.ROOT);
        return List.of(name.endsWith(".") ? name : name + ".");
    }

    /** The zones that the arguments of a directive name, or those of its block if there are none. */
    public static List<String> ofArgumentsOrBlock(Directive directive, ServerBlock block, Problems problems) {
        return directive.arguments().isEmpty() ? block.zones() : ofArguments(directive, problems);
    }

    /** The zones that an option {@code fallthrough [ZONES...]} names; the root, and so all, if it names none. */
    public static List<String> fallthrough(Directive option, Problems problems) {
        return option.arguments().isEmpty() ? List.of(".") : ofArguments(option, problems);
    }

    private static List<String> ofArguments(Directive directive, Problems problems) {
        List<String> zones = new ArrayList<>();
        for (String argument : directive.arguments()) {
            zones.addAll(parse(argument, directive.position(), problems));
        }
        return zones.stream().distinct().toList();
    }

    private static String whatIsWrong(String word) {
        if (word.equals(".")) {
            return "";
        }
        if (word.length() > MAX_NAME_CHARS + (word.endsWith(".") ? 1 : 0)) {
            return "longer than " + MAX_NAME_CHARS + " characters";
        }
        String relative = word.endsWith(".") ? word.substring(0, word.length() - 1) : word;
        for (String label : relative.split("\\.", -1)) {
            if (label.isEmpty()) {
                return "it has an empty label";
            }
            if (label.length() > MAX_LABEL_CHARS) {
                return "it has a label longer than " + MAX_LABEL_CHARS + " characters";
            }
            if (!label.chars().allMatch(Zones::isAllowed)) {
                return "names consist of letters, digits, and " + String.join(" ", MARKS.split(""));
            }
        }
        return "";
    }

    private static boolean isAllowed(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || MARKS.indexOf(c) >= 0;
    }
}
