// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.e2e.server.Exposition;
import dev.cairn.e2e.server.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricComparisonTest {
    private static final String TEXT = """
            # HELP hits_total Help.
            # TYPE hits_total counter
            hits_total{server="dns://:53",zone="a\\"b,"} 3
            # TYPE size_bytes histogram
            size_bytes_bucket{zone=".",le="100"} 1
            size_bytes_bucket{zone=".",le="+Inf"} 2
            size_bytes_sum{zone="."} 250
            size_bytes_count{zone="."} 2
            """;

    @Test
    void equalScrapesHaveNoDifference() {
        assertThat(compare(TEXT)).isEmpty();
    }

    @Test
    void numbersAreEqualHoweverTheyAreWritten() {
        assertThat(compare(TEXT.replace("le=\"100\"", "le=\"100.0\"").replace(" 250", " 2.5E2")))
                .isEmpty();
    }

    @Test
    void whatOnlyWeShowIsNoDifference() {
        assertThat(compare(TEXT + "# TYPE cairn_total counter\ncairn_total 1\n"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hits_total                 | more_total                | FAMILY",
                "hits_total counter         | hits_total gauge          | TYPE",
                "server=\"dns://:53\",      | \"\"                      | LABELS",
                "le=\"100\"                 | le=\"200\"                | BUCKETS",
                "dns://:53                  | dns://:54                 | SERIES",
                "b,\"} 3                    | b,\"} 4                   | VALUE",
                "size_bytes_count{zone=\".\"} 2 | size_bytes_count{zone=\".\"} 3 | VALUE",
                "size_bytes_sum{zone=\".\"} 250 | size_bytes_sum{zone=\".\"} 251 | VALUE",
            })
    void eachAspectIsCompared(String coreDns, String ours, MetricDifference.Aspect aspect) {
        assertThat(compare(TEXT.replace(coreDns, ours.equals("\"\"") ? "" : ours)))
                .extracting(MetricDifference::aspect)
                .contains(aspect);
    }

    @Test
    void whatWasCountedBeforeIsTakenAway() {
        Exposition since = Exposition.parse(TEXT).since(Exposition.parse(TEXT.replace("} 3", "} 1")));
        assertThat(since.families())
                .hasEntrySatisfying(
                        "hits_total",
                        hits -> assertThat(hits.samples())
                                .extracting(Sample::value)
                                .containsExactly(2.0));
    }

    private static List<MetricDifference> compare(String ours) {
        return MetricComparison.of(Exposition.parse(ours), Exposition.parse(TEXT));
    }
}
