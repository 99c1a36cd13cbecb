// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorefileTest {

    @TempDir
    Path folder;

    private static List<ServerBlock> parse(String text) {
        return Corefile.parse(text, "Corefile", Map.of("ZONE", "example.org", "LIST", "a b", "EMPTY", ""));
    }

    private static List<String> keys(String text) {
        return parse(text).get(0).keys().stream().map(ListenKey::toString).toList();
    }

    private static Directive only(String text) {
        List<Directive> directives = parse(text).get(0).directives();
        assertThat(directives).hasSize(1);
        return directives.get(0);
    }

    @Test
    void readsBlocksWithNestedOptionsInTheOrderOfTheFile() {
        List<ServerBlock> blocks = parse("""
                cluster.local:53 in-addr.arpa {
                    errors   # a comment
                    kubernetes cluster.local in-addr.arpa {
                        pods insecure
                        fallthrough in-addr.arpa ip6.arpa
                    }
                }
                dns://Example.ORG:1053 {
                }
                """);

        assertThat(blocks).hasSize(2);
        assertThat(blocks.get(0).zones()).containsExactly("cluster.local.", "in-addr.arpa.");
        assertThat(blocks.get(0).directives()).extracting(Directive::name).containsExactly("errors", "kubernetes");
        Directive kubernetes = blocks.get(0).directives("kubernetes").get(0);
        assertThat(kubernetes.arguments()).containsExactly("cluster.local", "in-addr.arpa");
        assertThat(kubernetes.position()).isEqualTo(new Position("Corefile", 3));
        assertThat(kubernetes.options()).extracting(Directive::name).containsExactly("pods", "fallthrough");
        assertThat(kubernetes.options().get(1).arguments()).containsExactly("in-addr.arpa", "ip6.arpa");
        assertThat(blocks.get(1).keys()).containsExactly(new ListenKey("dns", "example.org.", 1053));
    }

    @Test
    void aFileWithoutBracesIsOneBlock() {
        List<ServerBlock> blocks = parse(".:1053\nerrors\nhealth :8080 {\n lameduck 5s\n}\nlog\n");

        assertThat(blocks).hasSize(1);
        assertThat(blocks.get(0).keys()).containsExactly(new ListenKey("dns", ".", 1053));
        assertThat(blocks.get(0).directives()).extracting(Directive::name).containsExactly("errors", "health", "log");
    }

    @Test
    void aCommaContinuesTheKeysOnTheNextLine() {
        assertThat(keys("a.org,\nb.org, c.org {\n}"))
                .containsExactly("dns://a.org.:53", "dns://b.org.:53", "dns://c.org.:53");
    }

    @Test
    void theBraceMayStandOnTheNextLine() {
        assertThat(only(".\n{\n health\n {\n lameduck 1s\n }\n}").options()).hasSize(1);
    }

    @Test
    void aBlockMayStandOnOneLine() {
        Directive health = only(". { health { lameduck 5s } }");

        assertThat(health.options().get(0).arguments()).containsExactly("5s");
    }

    @Test
    void aQuoteKeepsBlanksBracesHashesAndQuotesInOneWord() {
        assertThat(only(". {\n log \"a # { } \\\"b\\\" \\d\nc\" next\n}").arguments())
                .containsExactly("a # { } \"b\" \\d\nc", "next");
    }

    @Test
    void aQuotedWordOfSeveralLinesKeepsItsDirectiveTogether() {
        List<Directive> directives =
                parse(". {\n log \"a\nb\" c\n errors\n}").get(0).directives();

        assertThat(directives).extracting(Directive::name).containsExactly("log", "errors");
        assertThat(directives.get(1).position().line()).isEqualTo(4);
    }

    @Test
    void aHashBeginsACommentEvenInsideAWord() {
        assertThat(only(". {\n log a#b c\n}").arguments()).containsExactly("a");
    }

    @Test
    void replacesEnvironmentVariablesInBothFormsAndTakesDefaults() {
        assertThat(keys("{$ZONE}:{$PORT:1053} {\n}")).containsExactly("dns://example.org.:1053");
        assertThat(only(". {\n log {%ZONE%} x{$LIST}y {$EMPTY:d} {$NONE} {$}\n}")
                        .arguments())
                .containsExactly("example.org", "xa by", "d", "", "");
    }

    @Test
    void aVariableIsNotSearchedForVariables() {
        List<ServerBlock> blocks = Corefile.parse(". {\n log {$A}\n}", "Corefile", Map.of("A", "{$A}"));

        assertThat(blocks.get(0).directives().get(0).arguments()).containsExactly("{$A}");
    }

    @Test
    void aSnippetStandsForItsLinesWithArguments() {
        ServerBlock block = parse("""
                        a.org {
                            import common 5s x
                        }
                        (common) {
                            health {
                                lameduck {args[0]}
                            }
                            import inner {args[1]}
                        }
                        (inner) {
                            log "class-{args[0]}"
                        }
                        """).get(0);

        assertThat(block.directives()).extracting(Directive::name).containsExactly("health", "log");
        assertThat(block.directives().get(0).options().get(0).arguments()).containsExactly("5s");
        assertThat(block.directives().get(1).arguments()).containsExactly("class-x");
    }

    @Test
    void importsFilesRelativeToTheFileThatNamesThem() throws IOException {
        Files.createDirectories(folder.resolve("custom"));
        Files.writeString(folder.resolve("custom/b.override"), "log\n");
        Files.writeString(folder.resolve("custom/a.override"), "import ../deep\n");
        Files.writeString(folder.resolve("deep"), "errors\n");
        Files.writeString(folder.resolve("custom/x.server"), "example.org {\n}\n");
        Files.writeString(
                folder.resolve("Corefile"),
                ". {\n import custom/*.override\n import custom/*.nothing\n}\nimport custom/*.server\n");

        List<ServerBlock> blocks = Corefile.parse(folder.resolve("Corefile"), Map.of());

        assertThat(blocks.get(0).directives()).extracting(Directive::name).containsExactly("errors", "log");
        assertThat(blocks.get(0).directives().get(1).position())
                .isEqualTo(new Position(folder.resolve("custom/b.override").toString(), 1));
        assertThat(blocks.get(1).zones()).containsExactly("example.org.");
    }

    @Test
    void readsAFileOfAtMostOneMebibyteOnly() throws IOException {
        Path large = folder.resolve("Corefile");
        Files.writeString(large, "#".repeat(ConfigFiles.MAX_FILE_BYTES + 1));

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> Corefile.parse(large, Map.of()))
                .withMessageContaining("larger than 1 MiB");
    }

    @Test
    void filesThatImportEachOtherAreAProblem() throws IOException {
        Files.writeString(folder.resolve("Corefile"), "import other\n");
        Files.writeString(folder.resolve("other"), "import Corefile\n");

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> Corefile.parse(folder.resolve("Corefile"), Map.of()))
                .withMessageContaining("imports itself");
    }
}
