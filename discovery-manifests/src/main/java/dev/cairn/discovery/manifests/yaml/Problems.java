// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.yaml;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, so that one load reports everything. <b>Confined to</b> one thread. */
public final class Problems {
    private static final int MAX_KEPT = 1_000;

    private final List<Problem> all = new ArrayList<>();
    private boolean hasErrors;

    /** Something that must be mended before the text can be served. */
    public void error(Place place, String reason) {
        hasErrors = true;
        add(new Problem(true, place, reason));
    }

    /** Something that is served all the same, though probably not as meant. */
    public void warning(Place place, String reason) {
        add(new Problem(false, place, reason));
    }

    /** Takes over what another load of one part has found. */
    public void addAll(List<Problem> others) {
        for (Problem problem : others) {
            hasErrors |= problem.isError();
            add(problem);
        }
    }

    /** Whether anything must be mended. */
    public boolean hasErrors() {
        return hasErrors;
    }

    /** The problems in the order of their discovery, a thousand at most. */
    public List<Problem> all() {
        return List.copyOf(all);
    }

    private void add(Problem problem) {
        if (all.size() < MAX_KEPT) {
            all.add(problem);
        }
    }

    /**
     * One thing that is wrong.
     *
     * @param isError whether it must be mended
     * @param place where it stands
     * @param reason what is wrong and what would be right
     */
    public record Problem(boolean isError, Place place, String reason) {}
}
