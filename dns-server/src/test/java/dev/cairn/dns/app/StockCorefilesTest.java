// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.config.ConfigException;
import dev.cairn.dns.config.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files that distributions ship, with what operators add to them: each is accepted as it is, but for what is not offered. */
class StockCorefilesTest {
    private static final Pattern NOT_OFFERED = Pattern.compile("directive \"(\\w+)\" of CoreDNS is not offered.*");

    /** Directives of these files that are not offered. */
    private static final Set<String> MISSING = Set.of();

    /** Files that keep the cache away from the cluster, and log nothing. */
    private static final Set<String> WITHOUT_CACHE_OR_LOG = Set.of("kubeadm", "kind");

    @TempDir
    private Path copy;

    static List<StockCorefile> stock() throws IOException {
        return StockCorefile.all();
    }

    @Test
    void allDistributionsAreThere() throws IOException {
        assertThat(stock())
                .extracting(StockCorefile::name)
                .containsExactly("addon", "aks", "eks", "k3s", "kind", "kops", "kubeadm", "minikube", "nodelocaldns");
    }

    @ParameterizedTest
    @MethodSource("stock")
    void isAcceptedButForWhatIsNotOffered(StockCorefile file) throws IOException {
        Set<String> missing = new TreeSet<>();
        for (Problem problem : problems(file)) {
            Matcher notOffered = NOT_OFFERED.matcher(problem.message());
            assertThat(notOffered.matches()).as("%s: %s", file, problem).isTrue();
            missing.add(notOffered.group(1));
        }

        assertThat(MISSING)
                .as("directives of the stock files that are not offered")
                .containsAll(missing);
        if (missing.isEmpty() && WITHOUT_CACHE_OR_LOG.contains(file.name())) {
            assertThat(describe(file)).contains("zone cluster.local.: fast path");
        }
    }

    private List<Problem> problems(StockCorefile file) throws IOException {
        try {
            assertThat(describe(file)).contains("listener dns://");
            return List.of();
        } catch (ConfigException e) {
            return e.problems();
        }
    }

    private String describe(StockCorefile file) throws IOException {
        return DnsServer.builder()
                .corefile(file.copyTo(copy))
                .environment(Map.of())
                .build()
                .describe();
    }
}
