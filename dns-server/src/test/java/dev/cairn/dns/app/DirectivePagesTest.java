// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.config.ConfigException;
import dev.cairn.dns.config.Corefile;
import dev.cairn.dns.config.Directive;
import dev.cairn.dns.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pages of {@code docs/directives} and the server say the same.
 *
 * <p>Examples are read from a folder that holds the page's blocks {@code ```file NAME}; {@code /etc/coredns/} in an example is
 * that folder.
 */
class DirectivePagesTest {

    private static final String NO_OPTION = "qqqqqqqqqqqqqqqqqqqq";
    private static final String KNOWN = "known are ";

    @TempDir
    private Path folder;

    static List<DirectivePage> pages() {
        return DirectivePage.all();
    }

    @Test
    void eachDirectiveThatIsOfferedHasAPageAndEachPageADirective() {
        Set<String> pages = new TreeSet<>();
        pages().forEach(page -> pages.add(page.name()));

        assertThat(pages).isEqualTo(new TreeSet<>(Directives.NAMES));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aPageHasItsSections(DirectivePage page) {
        assertThat(page.headings())
                .startsWith(page.name(), "Syntax", "Options")
                .contains("Metrics", "Differences from CoreDNS");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void itsExamplesAreReadAndBuilt(DirectivePage page) throws IOException {
        assertThat(page.examples()).isNotEmpty();
        for (String example : page.examples()) {
            assertThat(lines(page, example)).as(example).isNotEmpty();
            assertThat(build(page, example)).as(example).contains("listener ");
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void eachOptionOfItsTableStandsInAnExample(DirectivePage page) {
        Stream<Directive> lines = page.examples().stream().flatMap(example -> lines(page, example).stream());
        List<String> used = lines.flatMap(line -> line.options().stream())
                .map(Directive::name)
                .toList();

        assertThat(used).containsAll(page.options());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void itsTableHasEachOptionThatTheServerKnows(DirectivePage page) throws IOException {
        Directive line = lines(page, page.examples().get(0)).get(0);
        String words = String.join(
                " ", line.arguments().stream().map(DirectivePagesTest::quoted).toList());
        String corefile = "example.org {\n" + line.name() + " " + words + " {\n" + NO_OPTION + "\n}\n}\n";

        assertThat(page.options()).containsExactlyInAnyOrderElementsOf(known(page, corefile));
    }

    private List<String> known(DirectivePage page, String corefile) throws IOException {
        try {
            build(page, corefile);
        } catch (ConfigException e) {
            String message = e.problems().stream()
                    .map(Problem::message)
                    .filter(text -> text.contains(NO_OPTION))
                    .findFirst()
                    .orElseThrow();
            int known = message.indexOf(KNOWN);
            return known < 0
                    ? List.of()
                    : List.of(message.substring(known + KNOWN.length()).split(", "));
        }
        throw new AssertionError(page + " takes the option " + NO_OPTION);
    }

    private static String quoted(String word) {
        return "\"" + word.replace("\"", "\\\"") + "\"";
    }

    /** The lines of the page's directive in an example. */
    private static List<Directive> lines(DirectivePage page, String example) {
        List<Directive> lines = new ArrayList<>();
        Corefile.parse(example, "Corefile", Map.of()).forEach(block -> lines.addAll(block.directives(page.name())));
        return lines;
    }

    /** What the server says of the Corefile. */
    private String build(DirectivePage page, String corefile) throws IOException {
        for (Map.Entry<String, String> file : page.files().entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        return DnsServer.builder()
                .corefile(
                        corefile.replace("/etc/coredns/", folder + "/"),
                        folder.resolve("Corefile").toString())
                .environment(Map.of())
                .build()
                .describe();
    }
}
