// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cairn.discovery.ClusterWatcher;
import dev.cairn.discovery.DiscoverySource;
import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Selection;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServicePort;
import dev.cairn.discovery.ServiceWatcher;
import dev.cairn.discovery.Watch;
import dev.cairn.dns.config.HostPort;
import dev.cairn.dns.transport.Questions;
import dev.cairn.dns.transport.UdpClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The dashboard and the alerts of {@code deploy}, against a scrape of a server that has answered, truncated and failed. */
class DeployedQueriesIT {
    private static final Path DEPLOY = Path.of("../deploy");
    private static final HostPort METRICS = new HostPort("localhost", 0);
    /** Labels that Prometheus adds to what it scrapes. */
    private static final Set<String> TARGET_LABELS = Set.of("instance", "job", "namespace", "pod");

    private static final Pattern SAMPLE = Pattern.compile("([a-z_]+)(?:\\{([^}]*)})? .*");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");
    private static final Service LARGE = Service.builder(ServiceName.of("shop", "large"))
            .clusterIps(IntStream.range(0, 100)
                    .mapToObj(i -> IpAddress.parse("10.96.1." + i))
                    .toArray(IpAddress[]::new))
            .ports(ServicePort.tcp("http", 80))
            .build();

    /** The labels of each series that the server shows. */
    private static final Map<String, Set<String>> SERIES = new HashMap<>();

    @BeforeAll
    static void scrape() throws Exception {
        String corefile = """
                .:0 {
                    bind 127.0.0.1
                    errors
                    health 127.0.0.1:0
                    prometheus localhost:0
                    kubernetes cluster.local
                }
                """;
        try (DiscoverySource source = new HeardSource(InMemoryDiscovery.of(LARGE));
                DnsServer server = DnsServer.builder()
                        .corefile(corefile, "Corefile")
                        .environment(Map.of())
                        .warmUp(Duration.ZERO)
                        .source(source)
                        .build()) {
            server.start();
            try (UdpClient client = new UdpClient(server.addresses().get(0))) {
                client.ask(Questions.a("large.shop.svc.cluster.local.", 1));
                client.ask(Questions.a("nosuch.shop.svc.cluster.local.", 2));
            }
            String text = Http.get(server.httpAddress(METRICS), "/metrics");
            assertThat(text)
                    .as("of all 100 addresses some do not fit")
                    .contains("cairn_dns_truncated_responses_total{");
            text.lines().forEach(DeployedQueriesIT::addSample);
        }
    }

    private static void addSample(String line) {
        Matcher sample = SAMPLE.matcher(line);
        if (!line.startsWith("#") && sample.matches()) {
            Set<String> labels = SERIES.computeIfAbsent(sample.group(1), key -> new TreeSet<>());
            Matcher label = LABEL.matcher(sample.group(2) == null ? "" : sample.group(2));
            while (label.find()) {
                labels.add(label.group(1));
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("queries")
    void takesSeriesThatTheServerShowsByLabelsThatTheyHave(String title, String query) {
        PromQl read = PromQl.read(query);
        assertThat(read.selectors()).isNotEmpty();
        Set<String> known = new LinkedHashSet<>(TARGET_LABELS);
        for (PromQl.Selector selector : read.selectors()) {
            assertThat(SERIES).as(title).containsKey(selector.metric());
            Set<String> labels = new LinkedHashSet<>(SERIES.get(selector.metric()));
            labels.addAll(TARGET_LABELS);
            assertThat(labels).as(selector.metric()).containsAll(selector.labels());
            known.addAll(labels);
        }
        assertThat(known).as(title).containsAll(read.grouping());
    }

    @Test
    void everyMetricOfOursIsOnTheDashboard() throws IOException {
        String dashboard = Files.readString(DEPLOY.resolve("grafana-dashboard.json"));
        assertThat(SERIES.keySet().stream().filter(name -> name.startsWith("cairn_")))
                .isNotEmpty()
                .allMatch(dashboard::contains);
    }

    @Test
    void alertsHaveASeverityAndASentence() {
        assertThat(rules()).isNotEmpty().allSatisfy(rule -> {
            assertThat(map(rule, "labels").get("severity")).isIn("info", "warning", "critical");
            assertThat(text(map(rule, "annotations"), "summary")).endsWith(".");
        });
    }

    @Test
    void aQueryThatIsNotWellFormedIsFound() {
        for (String wrong : List.of("sum by (x (y)", "rate(x[5])", "x{y=z}", "x +", "x y", "nosuch(x)")) {
            assertThatIllegalArgumentException().isThrownBy(() -> PromQl.read(wrong));
        }
    }

    static Stream<Object[]> queries() {
        Map<String, String> queries = new LinkedHashMap<>();
        for (Map<?, ?> panel : list(load("grafana-dashboard.json"), "panels")) {
            for (Map<?, ?> target : list(panel, "targets")) {
                queries.put(panel.get("title") + " " + target.get("refId"), text(target, "expr"));
            }
        }
        rules().forEach(rule -> queries.put(text(rule, "alert"), text(rule, "expr")));
        return queries.entrySet().stream().map(entry -> new Object[] {entry.getKey(), entry.getValue()});
    }

    private static List<Map<?, ?>> rules() {
        List<Map<?, ?>> rules = new ArrayList<>();
        list(load("prometheus-rules.yaml"), "groups").forEach(group -> rules.addAll(list(group, "rules")));
        return rules;
    }

    private static Map<?, ?> load(String file) {
        try {
            String text = Files.readString(DEPLOY.resolve(file));
            return (Map<?, ?>) new Load(LoadSettings.builder().setLabel(file).build()).loadFromString(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Map<?, ?>> list(Map<?, ?> object, String key) {
        List<Map<?, ?>> list = new ArrayList<>();
        ((List<?>) value(object, key)).forEach(each -> list.add((Map<?, ?>) each));
        return list;
    }

    private static Map<?, ?> map(Map<?, ?> object, String key) {
        return (Map<?, ?>) value(object, key);
    }

    private static String text(Map<?, ?> object, String key) {
        return value(object, key).toString();
    }

    private static Object value(Map<?, ?> object, String key) {
        return Objects.requireNonNull(object.get(key), key);
    }

    /** A source that knows when it was told something, as one of an API server does. */
    private record HeardSource(InMemoryDiscovery discovery) implements DiscoverySource {
        @Override
        public Watch watch(ServiceName name, ServiceWatcher watcher) {
            return discovery.watch(name, watcher);
        }

        @Override
        public Watch watchAll(Selection selection, ClusterWatcher watcher) {
            return discovery.watchAll(selection, watcher);
        }

        @Override
        public Optional<Duration> silence() {
            return Optional.of(Duration.ofSeconds(3));
        }

        @Override
        public String origin() {
            return discovery.origin();
        }

        @Override
        public void close() {
            discovery.close();
        }
    }
}
