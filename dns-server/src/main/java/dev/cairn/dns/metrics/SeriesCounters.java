// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.metrics;

/** What one thread has counted for one series and transport; the layout of its words is here and nowhere else. */
final class SeriesCounters {
    /** Response codes above are counted as this one. */
    static final int MAX_RCODE = 24;

    /** Directives that answer; more of them than this count as the last. */
    static final int MAX_PLUGINS = 16;

    static final int FAMILIES = 2;
    static final int REQUESTS = 0;
    static final int DNSSEC_OK = REQUESTS + FAMILIES * QuestionTypes.COUNT;
    static final int DURATION = DNSSEC_OK + 1;
    static final int REQUEST_SIZE = DURATION + HistogramLayout.DURATION.words();
    static final int RESPONSE_SIZE = REQUEST_SIZE + HistogramLayout.SIZE.words();
    static final int RESPONSES = RESPONSE_SIZE + HistogramLayout.SIZE.words();
    static final int FAST = RESPONSES + MAX_PLUGINS * (MAX_RCODE + 1);
    static final int TRUNCATED = FAST + 1;
    static final int WORDS = TRUNCATED + 1;

    private final Counters counters = new Counters(WORDS);

    void request(boolean ipv6, int type, boolean dnssecOk, int requestBytes, long durationNanos) {
        counters.add(requestIndex(ipv6 ? 1 : 0, QuestionTypes.index(type)), 1);
        if (dnssecOk) {
            counters.add(DNSSEC_OK, 1);
        }
        HistogramLayout.SIZE.observe(counters, REQUEST_SIZE, requestBytes);
        HistogramLayout.DURATION.observe(counters, DURATION, durationNanos);
    }

    void response(int plugin, int rcode, int responseBytes, boolean fast, boolean truncated) {
        counters.add(responseIndex(plugin, Math.min(rcode, MAX_RCODE)), 1);
        HistogramLayout.SIZE.observe(counters, RESPONSE_SIZE, responseBytes);
        if (fast) {
            counters.add(FAST, 1);
        }
        if (truncated) {
            counters.add(TRUNCATED, 1);
        }
    }

    static int requestIndex(int family, int type) {
        return REQUESTS + family * QuestionTypes.COUNT + type;
    }

    static int responseIndex(int plugin, int rcode) {
        return RESPONSES + plugin * (MAX_RCODE + 1) + rcode;
    }

    void addTo(long[] sums) {
        counters.addTo(sums);
    }
}
