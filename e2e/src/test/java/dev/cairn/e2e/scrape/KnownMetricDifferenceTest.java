// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.e2e.cluster.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The document on conformance has the classes of this test and no others. */
class KnownMetricDifferenceTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|");

    @Test
    void theDocumentHasEachClass() throws IOException {
        String document = Files.readString(Settings.root().resolve("docs/conformance.md"));
        String section =
                document.substring(document.indexOf("\n## Metrics"), document.indexOf("\n## Differences from CoreDNS"));
        assertThat(ROW.matcher(section).results().map(row -> row.group(1)))
                .containsExactly(Arrays.stream(KnownMetricDifference.values())
                        .map(KnownMetricDifference::title)
                        .toArray(String[]::new));
    }
}
