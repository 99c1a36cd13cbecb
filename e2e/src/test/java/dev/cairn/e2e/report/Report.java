// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the tests of this run saw: sections in the order of {@link Section}, each with rows of a name and what was seen. */
public final class Report {
    private static final Map<Section, List<String>> ROWS = new LinkedHashMap<>();

    private Report() {}

    /** Adds a row. The text after the name is a format of {@link String#format}. */
    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a library of its own
    public static void add(Section section, String name, String format, Object... values) {
        String row = String.format(Locale.ROOT, "  %-58s %s", name, String.format(Locale.ROOT, format, values));
        synchronized (ROWS) {
            ROWS.computeIfAbsent(section, any -> new ArrayList<>()).add(row);
        }
        System.out.println(section.title() + ":" + row);
    }

    static String text() {
        StringBuilder text = new StringBuilder();
        synchronized (ROWS) {
            for (Section section : Section.values()) {
                List<String> rows = ROWS.getOrDefault(section, List.of());
                if (!rows.isEmpty()) {
                    text.append(section.title()).append('\n');
                    rows.forEach(row -> text.append(row).append('\n'));
                    text.append('\n');
                }
            }
        }
        return text.toString();
    }
}
