// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.e2e.cluster.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The document on conformance has the classes of both tests and no others, each with its clause. */
class KnownDifferenceTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|.*\\| ([^|:]+)[^|]* \\|$");

    @Test
    void theDocumentHasEachClassWithItsClause() throws IOException {
        hasEachOf(KnownDifference.values(), "## Differences from CoreDNS", "### Random Corefiles");
    }

    @Test
    void theDocumentHasEachClassOfWholeServersWithItsClause() throws IOException {
        hasEachOf(CorefileDifference.values(), "### Random Corefiles", "Not among the questions");
    }

    private static void hasEachOf(DifferenceClass[] all, String from, String to) throws IOException {
        String document = Files.readString(Settings.root().resolve("docs/conformance.md"));
        String section = document.substring(document.indexOf(from), document.indexOf(to));
        Map<String, String> rows = ROW.matcher(section)
                .results()
                .collect(Collectors.toMap(
                        row -> row.group(1), row -> row.group(2).strip()));
        Map<String, String> classes =
                Arrays.stream(all).collect(Collectors.toMap(DifferenceClass::title, DifferenceClass::clause));
        assertThat(rows).isEqualTo(classes);
    }
}
