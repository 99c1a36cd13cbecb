// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.directives;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.e2e.cluster.Command;
import dev.cairn.e2e.cluster.Settings;
import dev.cairn.e2e.report.Report;
import dev.cairn.e2e.report.Section;
import dev.cairn.e2e.server.CairnCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The directives of the server that ships, their pages, and CoreDNS's own list. That each option of a page stands in an example, and is
 * known to the server, is shown by the tests of {@code dns-server}.
 */
class OfferedIT {
    private static final Pattern OPTIONS =
            Pattern.compile("^\\| Option \\|.*\\n\\|[-|]+\\n((?:\\|.*\\n)+)", Pattern.MULTILINE);
    private static final Pattern OPTION = Pattern.compile("^\\| `(\\w+)", Pattern.MULTILINE);

    @Test
    void eachDirectiveIsOneOfCoreDnsAndHasAPage() throws IOException {
        Set<String> offered = words(Command.run(Map.of(), CairnCommand.line("-plugins")));
        Set<String> ofCoreDns = words(Command.run(Settings.program("coredns").toString(), "-plugins"));
        Map<String, Integer> pages = optionsByPage();

        assertThat(offered).isNotEmpty().isEqualTo(pages.keySet());
        assertThat(ofCoreDns).containsAll(offered);
        int options = pages.values().stream().mapToInt(Integer::intValue).sum();
        assertThat(options).isPositive();
        Report.add(
                Section.SWAP,
                "directives offered, each with a page and tests",
                "%d of the %d of CoreDNS",
                offered.size(),
                ofCoreDns.size());
        Report.add(Section.SWAP, "options of theirs, each in an example that is built", "%d", options);
    }

    private static Set<String> words(Command command) {
        return command.succeeds()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** How many options the table of each page has. */
    private static Map<String, Integer> optionsByPage() throws IOException {
        try (Stream<Path> files = Files.list(Settings.root().resolve("docs/directives"))) {
            return files.filter(file -> !file.endsWith("README.md"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".md", ""), OfferedIT::options));
        }
    }

    private static int options(Path page) {
        try {
            return (int) OPTIONS.matcher(Files.readString(page))
                    .results()
                    .flatMap(table -> OPTION.matcher(table.group(1)).results())
                    .map(row -> row.group(1))
                    .distinct()
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
