// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the document on conformance says is tested, is tested by a class that exists; and each class of this suite is in it. */
class ConformanceDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/conformance.md");
    private static final Path TESTS = Path.of("src/test/java/dev/cairn/dns");
    private static final Pattern TEST_CLASS = Pattern.compile("`([a-z0-9.]+\\.[A-Z]\\w*(?:Test|IT))`");

    @Test
    void namesTestClassesThatExist() throws IOException {
        assertThat(named())
                .hasSizeGreaterThan(10)
                .allSatisfy(name -> assertThat(TESTS.resolve(name.replace('.', '/') + ".java"))
                        .isRegularFile());
    }

    @Test
    void namesEachClassOfTheConformanceSuite() throws IOException {
        assertThat(named()).containsAll(suite());
    }

    private static Set<String> named() throws IOException {
        return TEST_CLASS
                .matcher(Files.readString(DOCUMENT))
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> suite() throws IOException {
        try (Stream<Path> files = Files.walk(TESTS.resolve("conformance"))) {
            return files.map(file -> TESTS.relativize(file).toString())
                    .filter(file -> file.matches(".*/Section_\\w+Test\\.java"))
                    .map(file -> file.replace(".java", "").replace('/', '.'))
                    .toList();
        }
    }
}
