// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import java.util.ArrayList;
import java.util.List;

/** Columns of text, each as wide as its widest cell. <b>Confined to</b> one thread. */
public final class TextTable {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    /** A table with these column heads. */
    public TextTable(String... heads) {
        rows.add(List.of(heads));
    }

    /** Adds a row. */
    public void add(String... cells) {
        rows.add(List.of(cells));
    }

    /** The lines, without blanks at their ends. */
    public List<String> lines() {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            String cell = row.get(i);
            line.append(cell).append(" ".repeat(widths[i] - cell.length())).append(GAP);
        }
        return line.toString().stripTrailing();
    }
}
