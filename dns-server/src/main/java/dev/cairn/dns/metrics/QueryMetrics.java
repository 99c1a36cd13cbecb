// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.metrics;

import dev.cairn.dns.chain.QueryRecorder;
import dev.cairn.dns.chain.Transport;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The query metrics of the whole server, under CoreDNS's names.
 *
 * <p>A series is a pair of server and zone; it is made when a configuration is loaded and stays for the life of the process, so that a
 * reload loses no count.
 *
 * <p><b>Thread-safe.</b>
 */
public final class QueryMetrics implements MultiCollector {
    /** The zone label of queries that fall into no zone; without a closing dot it cannot be one. */
    static final String NO_ZONE = "dropped";

    private static final String NO_PLUGIN = "";

    private final List<Series> series = new ArrayList<>();
    private final List<Recorder> recorders = new CopyOnWriteArrayList<>();
    private volatile String[] plugins = {NO_PLUGIN};

    /** Nothing is counted yet. */
    public QueryMetrics() {}

    /**
     * The number of a series, for {@link dev.cairn.dns.chain.Plan.Builder#countedAs}; the same for the same names.
     *
     * @param server {@code dns://:53}
     * @param zone the zone of the server block
     */
    public synchronized int series(String server, String zone) {
        Series wanted = new Series(server, zone);
        int index = series.indexOf(wanted);
        if (index < 0) {
            series.add(wanted);
            index = series.size() - 1;
        }
        return index;
    }

    /** The recorder of one thread that serves this listener. */
    public QueryRecorder newRecorder(String server) {
        Recorder recorder = new Recorder(this, series(server, NO_ZONE));
        recorders.add(recorder);
        return recorder;
    }

    /** How many queries of a series a directive has answered. */
    public long answered(String server, String zone, String directive) {
        int index = series(server, zone);
        int plugin = plugin(directive);
        long answered = 0;
        long[] sums = new long[SeriesCounters.WORDS];
        for (Recorder recorder : recorders) {
            for (Transport transport : Transport.values()) {
                recorder.addTo(sums, index, transport);
            }
        }
        for (int rcode = 0; rcode <= SeriesCounters.MAX_RCODE; rcode++) {
            answered += sums[SeriesCounters.responseIndex(plugin, rcode)];
        }
        return answered;
    }

    /** The number of an answering directive. */
    int plugin(String directive) {
        String[] known = plugins;
        for (int i = 0; i < known.length; i++) {
            if (known[i].equals(directive)) {
                return i;
            }
        }
        return addPlugin(directive);
    }

    private synchronized int addPlugin(String directive) {
        List<String> known = new ArrayList<>(List.of(plugins));
        int index = known.indexOf(directive);
        if (index >= 0 || known.size() == SeriesCounters.MAX_PLUGINS) {
            return index >= 0 ? index : SeriesCounters.MAX_PLUGINS - 1;
        }
        known.add(directive);
        plugins = known.toArray(String[]::new);
        return known.size() - 1;
    }

    @Override
    public MetricSnapshots collect() {
        QuerySnapshots snapshots = new QuerySnapshots(List.of(plugins));
        List<Series> all = allSeries();
        for (int i = 0; i < all.size(); i++) {
            for (Transport transport : Transport.values()) {
                addTo(snapshots, i, all.get(i), transport);
            }
        }
        long[] panics = new long[1];
        recorders.forEach(recorder -> recorder.addPanicsTo(panics));
        return snapshots.build(panics[0]);
    }

    private synchronized List<Series> allSeries() {
        return List.copyOf(series);
    }

    private void addTo(QuerySnapshots snapshots, int index, Series labels, Transport transport) {
        long[] sums = new long[SeriesCounters.WORDS];
        boolean counted = false;
        for (Recorder recorder : recorders) {
            counted |= recorder.addTo(sums, index, transport);
        }
        if (counted) {
            snapshots.add(labels.server(), labels.zone(), transport, sums);
        }
    }

    private record Series(String server, String zone) {}
}
