// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.differential;

import dev.cairn.e2e.cluster.Net;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One server block while it is drawn. <b>Confined to</b> one thread. */
final class BlockDraft {
    private final List<String> zones;
    private final List<List<String>> directives = new ArrayList<>();
    private final Set<String> words = new LinkedHashSet<>();

    BlockDraft(List<String> zones) {
        this.zones = zones;
        add("bind " + Net.NODE);
        add("ready " + Net.NODE + ":" + Corefile.READY);
    }

    /** Adds a directive of one line. */
    void add(String line) {
        add(line, List.of());
    }

    /** Adds a directive with these lines between its braces; without braces if there are none. */
    void add(String line, List<String> options) {
        List<String> lines = new ArrayList<>(List.of(options.isEmpty() ? line : line + " {"));
        options.forEach(option -> lines.add("    " + option));
        if (!options.isEmpty()) {
            lines.add("}");
        }
        directives.add(lines);
        List<String> all = List.of(line.split(" ", -1));
        String word = all.get(0);
        words.add(word);
        all.forEach(argument -> words.add(word + " " + argument));
        options.forEach(option -> words.add(word + " " + option.split(" ", -1)[0]));
    }

    boolean has(String word) {
        return words.contains(word);
    }

    /** The block as it is looked up, once for each zone. */
    List<Corefile.Block> blocks() {
        return zones.stream()
                .map(zone -> new Corefile.Block(zone.equals(".") ? "" : zone, words))
                .toList();
    }

    /**
     * The block, its directives in any order but for that of several of one name, which counts.
     *
     * @param snippet the name of one that a directive may be put into
     */
    String text(Draw draw, String snippet) {
        List<List<String>> shuffled = new ArrayList<>();
        List<String> order =
                draw.shuffled(directives.stream().map(BlockDraft::word).toList());
        List<List<String>> left = new ArrayList<>(directives);
        for (String word : order) {
            List<String> next = left.stream()
                    .filter(each -> word(each).equals(word))
                    .findFirst()
                    .orElseThrow();
            left.remove(next);
            shuffled.add(next);
        }
        StringBuilder text = new StringBuilder();
        if (draw.percent(25)) {
            int imported = draw.below(shuffled.size());
            text.append('(').append(snippet).append(") {\n    ");
            text.append(String.join("\n    ", shuffled.get(imported))).append("\n}\n");
            shuffled.set(imported, List.of("import " + snippet));
        }
        zones.forEach(
                zone -> text.append(zone).append(':').append(Corefile.PORT).append(' '));
        text.append("{\n");
        shuffled.forEach(
                lines -> lines.forEach(line -> text.append("    ").append(line).append('\n')));
        return text.append("}\n").toString();
    }

    private static String word(List<String> lines) {
        return lines.get(0).split(" ", -1)[0];
    }
}
