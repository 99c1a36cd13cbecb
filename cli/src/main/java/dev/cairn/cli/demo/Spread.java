// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli.demo;

import dev.cairn.cli.TextTable;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How calls spread over pods, as a table with bars. */
final class Spread {
    private static final int BAR_WIDTH = 30;

    private Spread() {}

    /**
     * The lines of the table.
     *
     * @param calls by the name of the pod
     * @param notes what is to be said of pods, by name; a pod without calls is listed if it has a note
     */
    static List<String> lines(Map<String, Long> calls, Map<String, String> notes) {
        long most = calls.values().stream().mapToLong(Long::longValue).max().orElse(0);
        TextTable table = new TextTable("POD", "CALLS", "");
        notes.forEach((pod, note) -> {
            long count = calls.getOrDefault(pod, 0L);
            String bar = most == 0 ? "" : "#".repeat((int) (BAR_WIDTH * count / most));
            table.add(pod, String.format(Locale.ROOT, "%,d", count), (bar + " " + note).trim());
        });
        return table.lines();
    }
}
