// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.differential;

import dev.cairn.e2e.differential.KnownDifference.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Knows the classes of {@link CorefileDifference} and {@link KnownDifference}, and lets kept records be older by a little. <b>Immutable.</b> */
final class CorefileJudge implements Comparison.Judge {
    private final Corefile corefile;
    private final Map<String, String> meant;
    private final long beginNanos = System.nanoTime();

    CorefileJudge(Corefile corefile) {
        this.corefile = corefile;
        this.meant = corefile.names().stream()
                .collect(Collectors.toMap(Corefile.Asked::name, Corefile.Asked::meant, (first, second) -> first));
    }

    @Override
    public Comparison.Weighed weigh(Question question, Reply cairn, Reply coreDns) {
        Reply theirs = coreDns;
        if (corefile.has("cache")) { // that of another block, too, where an alias leads there
            Reply younger = coreDns.withTimesOf(cairn, mostSeconds());
            theirs = younger.hasSameBody(coreDns.withTimesOf(cairn, Integer.MAX_VALUE)) ? younger : coreDns;
        }
        Difference difference = Difference.of(corefile.world(), question, meant(question), cairn, theirs);
        List<DifferenceClass> known = new ArrayList<>();
        difference = likenPassedOn(difference, known);
        for (CorefileDifference kind : CorefileDifference.values()) {
            Reply alike = kind.liken(corefile, difference);
            if (!alike.isSame(difference.coreDns())) {
                known.add(kind);
                difference = difference.withTheirs(alike);
            }
        }
        return new Comparison.Weighed(difference, known);
    }

    /** How much older what one server keeps can be than what the other one does: both have been asked since the beginning only. */
    private int mostSeconds() {
        return 1 + (int) TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - beginNanos);
    }

    /**
     * Where one server thinks that a name of the cluster exists and the other passes it on, as one that does not, the difference is the one
     * that there were without {@code fallthrough}.
     */
    private Difference likenPassedOn(Difference difference, List<DifferenceClass> known) {
        Reply ours = difference.cairn();
        Reply theirs = difference.coreDns();
        if (!difference.isIn(corefile, "kubernetes fallthrough") || ours.hasSameBody(theirs)) {
            return difference;
        }
        Difference without = difference;
        if (ours.isOfCluster() && ours.isNoData() && !theirs.isOfCluster()) {
            without = difference.withTheirs(theirs.withBodyOf(ours.asNoSuchName()));
        } else if (theirs.isOfCluster() && theirs.isNoData() && !ours.isOfCluster()) {
            without = Difference.of(
                    corefile.world(),
                    difference.question(),
                    meant(difference.question()),
                    theirs.asNoSuchName(),
                    theirs);
        }
        DifferenceClass kind = without == difference ? null : KnownDifference.of(Part.BODY, without);
        if (kind == null) {
            return difference;
        }
        known.add(kind);
        return difference.withTheirs(theirs.withBodyOf(ours));
    }

    private String meant(Question question) {
        return meant.getOrDefault(question.name(), question.name());
    }

    @Override
    public @Nullable DifferenceClass classOf(Part part, Difference difference) {
        return KnownDifference.of(part, difference);
    }
}
