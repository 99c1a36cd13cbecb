// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The source tree that the tests run in, for tests of what it says about itself. */
final class SourceTree {

    /** The folder of the root POM; tests run in the folder of their module. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    private SourceTree() {}

    /** The folders of all modules that make something; one that only gathers others is not among them. */
    static List<String> modules() {
        return modulesBelow("").toList();
    }

    private static Stream<String> modulesBelow(String folder) {
        return firstGroups(MODULE, read(ROOT.resolve(folder).resolve("pom.xml"))).stream()
                .map(module -> folder.isEmpty() ? module : folder + "/" + module)
                .flatMap(module -> isGathering(module) ? modulesBelow(module) : Stream.of(module));
    }

    private static boolean isGathering(String module) {
        return MODULE.matcher(read(ROOT.resolve(module).resolve("pom.xml"))).find();
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
