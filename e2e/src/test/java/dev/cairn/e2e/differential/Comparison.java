// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.differential;

import dev.cairn.e2e.differential.KnownDifference.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Asks both servers the same and counts what differs. <b>Confined to</b> one thread. */
final class Comparison {
    /** Knows what is compared, and what may differ. */
    interface Judge {
        /** Two replies to one question; what differs for known reasons may be made alike. */
        Weighed weigh(Question question, Reply cairn, Reply coreDns);

        /** The class of a difference in some part; null if it is not known. */
        @Nullable
        DifferenceClass classOf(Part part, Difference difference);
    }

    private static final int BATCH = 80;
    private static final int MAX_KEPT = 200;

    /**
     * Two replies, and the classes of those of their differences that were made alike.
     *
     * @param difference what is left
     */
    record Weighed(Difference difference, List<DifferenceClass> known) {}

    private final Judge judge;
    private final Line cairn;
    private final Line coreDns;
    private final Map<DifferenceClass, Integer> known = new TreeMap<>(Comparator.comparing(DifferenceClass::title));
    private final List<Difference> unknown = new ArrayList<>();
    private int questions;
    private int identical;

    Comparison(Judge judge, Line cairn, Line coreDns) {
        this.judge = judge;
        this.cairn = cairn;
        this.coreDns = coreDns;
    }

    /** Asks all questions. Where a datagram has no room for a reply, the whole one is asked for and compared, too. */
    void ask(List<Question> all) {
        for (int start = 0; start < all.size(); start += BATCH) {
            List<Question> batch = all.subList(start, Math.min(start + BATCH, all.size()));
            List<Weighed> replies = exchange(batch);
            List<Difference> cut = new ArrayList<>();
            for (Weighed reply : replies) {
                if (reply.difference().question().overTcp()
                        || !reply.difference().isCut()) {
                    count(reply);
                } else {
                    cut.add(reply.difference());
                }
            }
            if (!cut.isEmpty()) {
                List<Weighed> whole = exchange(
                        cut.stream().map(each -> each.question().onTcp()).toList());
                for (int i = 0; i < cut.size(); i++) {
                    count(whole.get(i));
                    countCut(cut.get(i), whole.get(i).difference());
                }
            }
        }
    }

    private List<Weighed> exchange(List<Question> batch) {
        cairn.send(batch);
        coreDns.send(batch);
        List<Reply> ours = cairn.receive();
        List<Reply> theirs = coreDns.receive();
        List<Weighed> replies = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            Weighed reply = judge.weigh(batch.get(i), ours.get(i), theirs.get(i));
            reply.known().forEach(kind -> count(kind, reply.difference()));
            replies.add(reply);
        }
        return replies;
    }

    /** What is too long even for TCP is compared by what is left out of it. */
    private static Part part(Difference reply) {
        return reply.cairn().isAsLongAsCanBe() ? Part.SIZE : Part.BODY;
    }

    /** Counts replies that are compared as they are. */
    private void count(Weighed weighed) {
        questions++;
        Difference reply = weighed.difference();
        boolean sameBody = reply.cairn().hasSameBody(reply.coreDns());
        boolean sameOpt = Objects.equals(reply.cairn().opt(), reply.coreDns().opt());
        if (sameBody && sameOpt && weighed.known().isEmpty()) {
            identical++;
        }
        if (!sameBody) {
            count(judge.classOf(part(reply), reply), reply);
        }
        if (!sameOpt) {
            count(judge.classOf(Part.OPT, reply), reply);
        }
    }

    /** Counts replies of which at least one is cut: each must be part of the whole one, which is counted by itself. */
    private void countCut(Difference reply, Difference whole) {
        questions++;
        boolean isPart =
                reply.cairn().isPartOf(whole.cairn(), false) && reply.coreDns().isPartOf(whole.coreDns(), true);
        boolean isWholeCut = whole.cairn().isTruncated() || whole.coreDns().isTruncated();
        if (!isPart && !isWholeCut) {
            count(null, reply);
        } else if (whole.cairn().hasSameBody(whole.coreDns())) {
            count(judge.classOf(Part.SIZE, reply), reply);
        } else {
            count(judge.classOf(part(whole), whole), whole);
        }
        if (!Objects.equals(reply.cairn().opt(), reply.coreDns().opt())) {
            count(judge.classOf(Part.OPT, reply), reply);
        }
    }

    private void count(@Nullable DifferenceClass kind, Difference reply) {
        if (kind != null) {
            known.merge(kind, 1, Integer::sum);
        } else if (unknown.size() < MAX_KEPT) {
            unknown.add(reply);
        }
    }

    int questions() {
        return questions;
    }

    int identical() {
        return identical;
    }

    Map<DifferenceClass, Integer> known() {
        return known;
    }

    List<Difference> unknown() {
        return unknown;
    }
}
