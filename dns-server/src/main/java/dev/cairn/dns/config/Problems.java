// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects what is wrong in a configuration, so that all of it is told at once. The same problem at the same line is
 * kept once, and no more than {@value #MAX_PROBLEMS} are kept.
 *
 * <p><b>Confined to</b> one thread.
 */
public final class Problems {

    private static final int MAX_PROBLEMS = 100;

    private final Set<Problem> problems = new LinkedHashSet<>();
    private long dropped;

    /** Nothing is wrong yet. */
    public Problems() {}

    /** Adds a problem. */
    public void add(Position position, String message) {
        Problem problem = new Problem(position, message);
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(problem);
        } else if (!problems.contains(problem)) {
            dropped++;
        }
    }

    /**
     * Adds that a word is not one of those allowed here, and guesses which one was meant.
     *
     * @param kind what the word should be, such as {@code directive}
     */
    public void addUnknown(Position position, String kind, String word, Collection<String> allowed) {
        String guess = NearestWord.of(word, allowed)
                .map(nearest -> "did you mean \"" + nearest + "\"?")
                .orElseGet(
                        () -> allowed.isEmpty() ? "none is allowed here" : "known are " + String.join(", ", allowed));
        add(position, "unknown " + kind + " " + Quoted.of(word) + ": " + guess);
    }

    /** Whether nothing is wrong. */
    public boolean isEmpty() {
        return problems.isEmpty();
    }

    /** The problems so far, by file and line. */
    public List<Problem> toList() {
        List<Problem> sorted = new ArrayList<>(problems);
        sorted.sort(Comparator.comparing(Problem::position));
        if (dropped > 0) {
            Position last = sorted.get(sorted.size() - 1).position();
            sorted.add(new Problem(new Position(last.file(), 0), "and " + dropped + " more problems"));
        }
        return List.copyOf(sorted);
    }

    /**
     * Ends the reading of a configuration.
     *
     * @throws ConfigException with all problems, if there are any
     */
    public void throwIfAny() {
        if (!isEmpty()) {
            throw new ConfigException(toList());
        }
    }
}
