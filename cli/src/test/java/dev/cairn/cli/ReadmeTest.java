// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents say about the source tree is true. */
class ReadmeTest {

    private static final Pattern MODULE_ROW = Pattern.compile("(?m)^\\| \\[`([a-z0-9/-]+)`]\\(\\1\\) \\|");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)[^)]*\\)");
    private static final String README = SourceTree.read(SourceTree.ROOT.resolve("README.md"));

    @ParameterizedTest
    @ValueSource(strings = {"./cairn dns examples/shop", "./mvnw verify"})
    void theTwoCommandsAreThereAndTheirFilesCanBeRun(String command) {
        assertThat(README).contains("\n" + command);
        assertThat(SourceTree.ROOT.resolve(command.split(" ", 2)[0])).isExecutable();
    }

    @Test
    void theTableOfFoldersListsEveryModule() {
        assertThat(SourceTree.firstGroups(MODULE_ROW, README))
                .containsAll(SourceTree.modules())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void linksLeadSomewhere(Path document) {
        List<String> links = SourceTree.firstGroups(LINK, SourceTree.read(document)).stream()
                .filter(not(link -> link.contains(":")))
                .toList();
        assertThat(links)
                .allSatisfy(link ->
                        assertThat(document.resolveSibling(link)).as(link).exists());
    }

    /** The documents of the tree: those at its root, in its modules, and below docs. */
    static List<Path> documents() {
        List<Path> all = new ArrayList<>(markdown(SourceTree.ROOT, 1));
        SourceTree.modules().forEach(module -> all.addAll(markdown(SourceTree.ROOT.resolve(module), 1)));
        all.addAll(markdown(SourceTree.ROOT.resolve("docs"), 5));
        return all;
    }

    private static List<Path> markdown(Path folder, int depth) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files =
                Files.find(folder, depth, (file, attributes) -> file.toString().endsWith(".md"))) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
