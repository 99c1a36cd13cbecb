// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.differential;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Server blocks that listen on one port. <b>Immutable.</b>
 *
 * @param seed what they were drawn from
 * @param text with {@link #PORT} for the port and {@link #READY} for the port of {@code ready}
 * @param blocks what stands in which block
 * @param world what its {@code kubernetes} shows
 * @param from the address that questions come from
 * @param names what to ask for
 */
record Corefile(long seed, String text, List<Block> blocks, World world, String from, List<Asked> names) {
    static final String PORT = "@PORT@";
    static final String READY = "@READY@";

    /**
     * What Corefiles name.
     *
     * @param kubeconfig of the API server
     * @param upstream address and port
     * @param searchPath a file for {@code autopath}
     */
    record Site(Path kubeconfig, String upstream, Path searchPath) {}

    /**
     * A name to ask for.
     *
     * @param name in the letter case to ask in
     * @param meant the name that it is looked up as, where lines change it; the same where they do not
     */
    record Asked(String name, String meant) {}

    /**
     * A block.
     *
     * @param zone one of its zones, without dot at the end; empty for the root
     * @param words its directives, and each with each of its options: {@code cache}, {@code cache disable}
     */
    record Block(String zone, Set<String> words) {
        Block {
            words = Set.copyOf(words);
        }

        private boolean holds(String name) {
            return zone.isEmpty() || name.equals(zone) || name.endsWith("." + zone);
        }
    }

    Corefile {
        blocks = List.copyOf(blocks);
        names = List.copyOf(names);
    }

    String text(int port) {
        return text.replace(PORT, String.valueOf(port));
    }

    /** Whether some block has this directive, or directive and option. */
    boolean has(String directive) {
        return blocks.stream().anyMatch(block -> block.words().contains(directive));
    }

    /** Whether a question for this name comes to a block with this directive, or directive and option. */
    boolean has(String directive, String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return blocks.stream()
                .filter(block -> block.holds(lower))
                .max(Comparator.comparing(block -> block.zone().length()))
                .filter(block -> block.words().contains(directive))
                .isPresent();
    }

    @Override
    public String toString() {
        return "seed " + seed + ":\n" + text;
    }
}
