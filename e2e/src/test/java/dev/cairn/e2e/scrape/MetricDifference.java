// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.scrape;

/**
 * One thing that both servers say differently of a metric. <b>Immutable.</b>
 *
 * @param family its name
 * @param where the series, and of a histogram the part; empty where the whole family is meant
 * @param ours what we say; empty for nothing
 * @param coreDns what CoreDNS says; empty for nothing
 */
record MetricDifference(Aspect aspect, String family, String where, String ours, String coreDns) {

    /** What is different. */
    enum Aspect {
        /** Whether there is such a family. */
        FAMILY,
        /** Its type. */
        TYPE,
        /** The names of its labels. */
        LABELS,
        /** The bounds of its buckets. */
        BUCKETS,
        /** Whether there is such a series. */
        SERIES,
        /** The number of a series. */
        VALUE
    }

    boolean is(Aspect wanted) {
        return aspect == wanted;
    }

    /** Whether the family's name is this expression. */
    boolean isOf(String families) {
        return family.matches(families);
    }

    /** Whether the series is of a zone. */
    boolean isIn(String zone) {
        return where.contains("zone=" + zone + "}");
    }

    @Override
    public String toString() {
        return aspect + " of " + family + where + ": ours <" + ours + ">, CoreDNS <" + coreDns + ">";
    }
}
