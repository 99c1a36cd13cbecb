// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.chain;

import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.FoldedName;
import dev.cairn.dns.wire.QuestionReader;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The zones of one listener; finds the longest one that a question falls into.
 *
 * <p>Zones are few, so they are tried one by one, longest first; nearly all are refused by their length alone.
 *
 * <p><b>Immutable.</b>
 */
public final class ZoneTable {
    private final List<Plan> plans;
    private final FoldedName[] names;
    private final int[] labelCounts;

    private ZoneTable(List<Plan> plans) {
        this.plans = plans;
        this.names = plans.stream().map(plan -> plan.zone().folded()).toArray(FoldedName[]::new);
        this.labelCounts =
                plans.stream().mapToInt(plan -> plan.zone().labelCount()).toArray();
    }

    /**
     * A table of these plans, in any order.
     *
     * @throws IllegalArgumentException when two have the same zone
     */
    public static ZoneTable of(List<Plan> plans) {
        Set<FoldedName> seen = new HashSet<>();
        for (Plan plan : plans) {
            if (!seen.add(plan.zone().folded())) {
                throw new IllegalArgumentException("two plans for zone " + plan.zone());
            }
        }
        Comparator<Plan> longestFirst =
                Comparator.comparingInt(plan -> -plan.zone().labelCount());
        return new ZoneTable(plans.stream().sorted(longestFirst).toList());
    }

    /** The plans, those of longer zones first. */
    public List<Plan> plans() {
        return plans;
    }

    /** The plan for the name asked; null where no zone fits. */
    @Nullable
    Plan find(QuestionReader question) {
        int labels = question.labelCount();
        int end = question.nameOffset() + question.nameLength();
        for (int i = 0; i < names.length; i++) {
            int skipped = labels - labelCounts[i];
            if (skipped < 0) {
                continue;
            }
            int offset = skipped == labels ? end - 1 : question.labelOffset(skipped);
            if (names[i].length() == end - offset && names[i].matches(question.bytes(), offset, end - offset)) {
                return plans.get(i);
            }
        }
        return null;
    }

    /** The plan whose zone this name is at or below; null where no zone fits. */
    public @Nullable Plan find(DomainName name) {
        for (Plan plan : plans) {
            if (name.isSubdomainOf(plan.zone())) {
                return plan;
            }
        }
        return null;
    }
}
