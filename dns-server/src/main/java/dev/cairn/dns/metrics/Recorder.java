// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.metrics;

import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.Plan;
import dev.cairn.dns.chain.QueryRecorder;
import dev.cairn.dns.chain.Transport;
import dev.cairn.dns.wire.Header;
import dev.cairn.dns.wire.QuestionReader;
import java.net.Inet6Address;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Counts for one thread. */
final class Recorder implements QueryRecorder {
    /** Series beyond are not counted; a configuration has a few. */
    static final int MAX_SERIES = 1024;

    private static final int TRANSPORTS = Transport.values().length;

    private final QueryMetrics metrics;
    private final int noZoneSeries;
    private final AtomicReferenceArray<SeriesCounters> counters = new AtomicReferenceArray<>(MAX_SERIES * TRANSPORTS);
    private final Counters panics = new Counters(1);

    Recorder(QueryMetrics metrics, int noZoneSeries) {
        this.metrics = metrics;
        this.noZoneSeries = noZoneSeries;
    }

    @Override
    public void record(Exchange exchange, int requestBytes, int responseBytes, long durationNanos) {
        Plan plan = exchange.plan();
        int series = plan == null ? noZoneSeries : plan.series();
        if (series < 0 || series >= MAX_SERIES) {
            return;
        }
        QuestionReader question = exchange.question();
        SeriesCounters counted = counters(series, exchange.transport());
        boolean ipv6 = exchange.remote().getAddress() instanceof Inet6Address;
        counted.request(ipv6, question.type(), question.isDnssecOk(), requestBytes, durationNanos);
        if (responseBytes > 0) {
            counted.response(
                    metrics.plugin(exchange.answeredBy()),
                    exchange.response().rcode(),
                    responseBytes,
                    exchange.isFast(),
                    (exchange.response().flags() & Header.FLAG_TC) != 0);
        }
    }

    @Override
    public void panic() {
        panics.add(0, 1);
    }

    private SeriesCounters counters(int series, Transport transport) {
        int index = series * TRANSPORTS + transport.index();
        SeriesCounters counted = counters.getPlain(index);
        if (counted == null) {
            counted = new SeriesCounters();
            counters.setRelease(index, counted);
        }
        return counted;
    }

    /** Adds what was counted for a series and transport to {@code sums}; false when nothing was. */
    boolean addTo(long[] sums, int series, Transport transport) {
        SeriesCounters counted = counters.getAcquire(series * TRANSPORTS + transport.index());
        if (counted == null) {
            return false;
        }
        counted.addTo(sums);
        return true;
    }

    void addPanicsTo(long[] sums) {
        panics.addTo(sums);
    }
}
