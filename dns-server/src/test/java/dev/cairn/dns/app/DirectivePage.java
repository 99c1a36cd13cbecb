// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of {@code docs/directives}: its examples, the files that stand beside them, and its table of options. */
record DirectivePage(String name, String text) {

    private static final Path FOLDER = Path.of("../docs/directives");
    private static final Pattern COREFILE =
            Pattern.compile("^```corefile\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern FILE =
            Pattern.compile("^```file (\\S+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern HEADING = Pattern.compile("^##? (.*)$", Pattern.MULTILINE);
    private static final Pattern TABLE =
            Pattern.compile("^\\| Option \\|.*\\n\\|[-|]+\\n((?:\\|.*\\n)+)", Pattern.MULTILINE);
    private static final Pattern ROW = Pattern.compile("^\\| `(\\w+)[^`]*` \\|", Pattern.MULTILINE);

    static List<DirectivePage> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> !file.endsWith("README.md"))
                    .sorted()
                    .map(DirectivePage::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DirectivePage read(Path file) {
        try {
            return new DirectivePage(file.getFileName().toString().replace(".md", ""), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The Corefiles of the page. */
    List<String> examples() {
        return COREFILE.matcher(text).results().map(match -> match.group(1)).toList();
    }

    /** The files that the examples name, by their name. */
    Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        FILE.matcher(text).results().forEach(match -> files.put(match.group(1), match.group(2)));
        return files;
    }

    /** The titles, that of the page first. */
    List<String> headings() {
        return HEADING.matcher(text).results().map(match -> match.group(1)).toList();
    }

    /** The words of the first column of the tables of options, in their order. */
    List<String> options() {
        return TABLE.matcher(text)
                .results()
                .map((MatchResult table) -> table.group(1))
                .flatMap(rows -> ROW.matcher(rows).results())
                .map(row -> row.group(1))
                .distinct()
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
