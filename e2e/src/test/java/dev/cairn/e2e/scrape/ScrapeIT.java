// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.e2e.cluster.Cluster;
import dev.cairn.e2e.cluster.Daemon;
import dev.cairn.e2e.cluster.FreePorts;
import dev.cairn.e2e.cluster.Waiting;
import dev.cairn.e2e.report.Report;
import dev.cairn.e2e.report.Section;
import dev.cairn.e2e.server.Exposition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After the same traffic with the same Corefile, both servers show Prometheus the same, but for what is known. */
class ScrapeIT {
    private static final int SETTLE_SECONDS = 30;

    @TempDir
    private static Path folder;

    private static Scene scene;

    @BeforeAll
    static void make() throws IOException {
        scene = Scene.make(Cluster.shared(), folder.resolve("objects.yaml"));
    }

    @Test
    void kubeadmsFileShowsWhatDashboardsKnow() {
        int port = FreePorts.next();
        compare("kubeadm's file", () -> new StockSetting(scene, port));
    }

    @Test
    void theOtherDirectivesShowWhatDashboardsKnow() {
        int port = FreePorts.next();
        FreePorts.next();
        FreePorts.next();
        FreePorts.next();
        compare("a file of all directives that count", () -> new WideSetting(scene, port));
    }

    private static void compare(String title, Supplier<Setting> setting) {
        Exposition coreDns = seen(Subject.CORE_DNS, setting);
        Exposition ours = seen(Subject.CAIRN, setting);
        List<MetricDifference> differences = MetricComparison.of(ours, coreDns);
        Map<KnownMetricDifference, Integer> known = new EnumMap<>(KnownMetricDifference.class);
        differences.forEach(each -> {
            KnownMetricDifference kind = KnownMetricDifference.of(each);
            if (kind != null) {
                known.merge(kind, 1, Integer::sum);
            }
        });
        List<MetricDifference> unknown = differences.stream()
                .filter(each -> KnownMetricDifference.of(each) == null)
                .toList();
        Report.add(
                Section.METRICS,
                title,
                "%d families compared, %d differences: %s; not known: %d",
                coreDns.families().size(),
                differences.size(),
                known.keySet().stream().map(KnownMetricDifference::title).collect(Collectors.joining(", ")),
                unknown.size());
        assertThat(unknown).isEmpty();
    }

    private static Exposition seen(Subject subject, Supplier<Setting> made) {
        try (Setting setting = made.get();
                Daemon server = subject.start(setting.corefile())) {
            Waiting.until("the server has settled", SETTLE_SECONDS, setting::isSettled);
            Exposition before = Subject.scrape();
            setting.drive();
            assertThat(server.isAlive()).isTrue();
            return Subject.scrape().since(before);
        }
    }
}
