// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The source tree that the tests run in, for tests of what it says about itself. */
final class SourceTree {

    /** The folder of the root POM; tests run in the folder of their module. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    private SourceTree() {}

    static List<String> modules() {
        return firstGroups(MODULE, read(ROOT.resolve("pom.xml")));
    }

    static List<String> firstGroups(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(SourceTree::firstGroup).toList();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String firstGroup(MatchResult match) {
        return match.group(1);
    }
}
