// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.differential;

import dev.cairn.e2e.differential.KnownDifference.Part;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Asks both servers the same and counts what differs. <b>Confined to</b> one thread. */
final class Comparison {
    private static final int BATCH = 80;
    private static final int MAX_KEPT = 200;

    private final World world;
    private final Line cairn;
    private final Line coreDns;
    private final Map<KnownDifference, Integer> known = new EnumMap<>(KnownDifference.class);
    private final List<Difference> unknown = new ArrayList<>();
    private int questions;
    private int identical;

    Comparison(World world, Line cairn, Line coreDns) {
        this.world = world;
        this.cairn = cairn;
        this.coreDns = coreDns;
    }

    /** Asks all questions. Where a datagram has no room for a reply, the whole one is asked for and compared, too. */
    void ask(List<Question> all) {
        for (int start = 0; start < all.size(); start += BATCH) {
            List<Question> batch = all.subList(start, Math.min(start + BATCH, all.size()));
            List<Difference> replies = exchange(batch);
            List<Difference> cut = new ArrayList<>();
            for (Difference reply : replies) {
                if (reply.question().overTcp() || !reply.isCut()) {
                    count(reply);
                } else {
                    cut.add(reply);
                }
            }
            if (!cut.isEmpty()) {
                List<Difference> whole = exchange(
                        cut.stream().map(each -> each.question().onTcp()).toList());
                for (int i = 0; i < cut.size(); i++) {
                    count(whole.get(i));
                    countCut(cut.get(i), whole.get(i));
                }
            }
        }
    }

    private List<Difference> exchange(List<Question> batch) {
        cairn.send(batch);
        coreDns.send(batch);
        List<Reply> ours = cairn.receive();
        List<Reply> theirs = coreDns.receive();
        List<Difference> replies = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            replies.add(Difference.of(world, batch.get(i), ours.get(i), theirs.get(i)));
        }
        return replies;
    }

    /** What is too long even for TCP is compared by what is left out of it. */
    private static Part part(Difference reply) {
        return reply.cairn().isAsLongAsCanBe() ? Part.SIZE : Part.BODY;
    }

    /** Counts replies that are compared as they are. */
    private void count(Difference reply) {
        questions++;
        boolean sameBody = reply.cairn().hasSameBody(reply.coreDns());
        boolean sameOpt = Objects.equals(reply.cairn().opt(), reply.coreDns().opt());
        if (sameBody && sameOpt) {
            identical++;
        }
        if (!sameBody) {
            count(KnownDifference.of(part(reply), reply), reply);
        }
        if (!sameOpt) {
            count(KnownDifference.of(Part.OPT, reply), reply);
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
            count(KnownDifference.of(Part.SIZE, reply), reply);
        } else {
            count(KnownDifference.of(part(whole), whole), whole);
        }
        if (!Objects.equals(reply.cairn().opt(), reply.coreDns().opt())) {
            count(KnownDifference.of(Part.OPT, reply), reply);
        }
    }

    private void count(@Nullable KnownDifference kind, Difference reply) {
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

    Map<KnownDifference, Integer> known() {
        return known;
    }

    List<Difference> unknown() {
        return unknown;
    }
}
