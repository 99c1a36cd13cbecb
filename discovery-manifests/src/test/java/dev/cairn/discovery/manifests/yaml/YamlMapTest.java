// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class YamlMapTest {
    private static final Path FILE = Path.of("a.yaml");

    private final Problems problems = new Problems();

    @Test
    void readsEveryTypeOfField() {
        YamlMap map = read("""
                text: web
                quoted: "80"
                number: 80
                yes: true
                map: {a: b, c: ""}
                maps: [{x: 1}, {x: 2}]
                texts: [a, "1"]
                nothing: null
                """);
        assertThat(map.text("text")).isEqualTo("web");
        assertThat(map.text("quoted")).isEqualTo("80");
        assertThat(map.number("number", 1, 65_535, 0)).isEqualTo(80);
        assertThat(map.flag("yes", false)).isTrue();
        assertThat(map.textMap("map")).isEqualTo(Map.of("a", "b", "c", ""));
        assertThat(map.maps("maps"))
                .extracting(item -> item.number("x", 0, 9, 0))
                .containsExactly(1, 2);
        assertThat(map.texts("texts")).containsExactly("a", "1");
        assertThat(map.has("nothing")).isFalse();
        assertThat(map.text("nothing")).isEmpty();
        assertThat(map.map("nothing").has("x")).isFalse();
        assertThat(reported()).isEmpty();
    }

    @Test
    void reportsEachWrongTypeWithItsLine() {
        YamlMap map = read("""
                text: 80
                number: "80"
                flag: "true"
                map: []
                maps: [a]
                texts:
                - a
                - {}
                labels:
                  app: yes
                big: 99999999999
                hex: 0x50
                """);
        map.text("text");
        map.number("number", 0, 9, 0);
        map.flag("flag", false);
        map.map("map");
        map.maps("maps");
        map.texts("texts");
        map.textMap("labels");
        map.number("big", 0, 9, 0);
        map.number("hex", 0, 9, 0);
        assertThat(reported())
                .containsExactly(
                        "1: text must be a text: write \"80\" in quotes",
                        "2: number must be a whole number, without quotes",
                        "3: flag must be true or false, without quotes",
                        "4: map must be a map",
                        "5: maps[0] must be a map",
                        "8: texts[1] must be a text",
                        "10: labels.app must be a text: write \"yes\" in quotes",
                        "11: big must be 0..9, was 99999999999",
                        "12: hex must be 0..9, was 0x50");
    }

    @Test
    void aTruthValueMayBeWrittenAsYaml11Does() {
        YamlMap map = read("a: yes\nb: Off\n");
        assertThat(map.flag("a", false)).isTrue();
        assertThat(map.flag("b", true)).isFalse();
        assertThat(reported()).isEmpty();
    }

    @Test
    void mergesMapsAndLetsOwnKeysWin() {
        YamlMap map = read("""
                base: &base {a: "1", b: "1"}
                other: &other {b: "2", c: "2"}
                one: {<<: *base, b: own}
                two: {<<: [*base, *other]}
                """);
        assertThat(map.textMap("one")).isEqualTo(Map.of("a", "1", "b", "own"));
        assertThat(map.textMap("two")).isEqualTo(Map.of("a", "1", "b", "1", "c", "2"));
    }

    @Test
    void reportsAKeyThatStandsTwice() {
        read("a: 1\nb: 2\na: 3\n");
        assertThat(reported()).containsExactly("3: the key a stands twice in one map");
    }

    @Test
    void readsJsonWithTabs() {
        YamlMap map = read("{\n\t\"kind\":\"Service\",\n\t\"spec\":{\"ports\":[{\"port\":80}]}\n}");
        assertThat(map.text("kind")).isEqualTo("Service");
        assertThat(map.map("spec").maps("ports").get(0).number("port", 1, 65_535, 0))
                .isEqualTo(80);
    }

    @Test
    void readsSeveralDocumentsAndLeavesOutEmptyOnes() {
        List<YamlMap> documents = readAll("---\n# nothing\n---\na: 1\n---\n---\na: 2\n...\n");
        assertThat(documents).extracting(document -> document.place().line()).containsExactly(4, 7);
        assertThat(reported()).isEmpty();
    }

    @Test
    void keepsTheDocumentsBeforeOneThatIsNoYaml() {
        List<YamlMap> documents = readAll("a: 1\n---\nb: [\n");
        assertThat(documents).hasSize(1);
        assertThat(reported())
                .singleElement()
                .asString()
                .startsWith("4: not YAML: while parsing a flow node, expected the node content");
    }

    @Test
    void saysWhereATemplateWasNotRendered() {
        YamlMap map = read("kind: Service\nmetadata:\n  name: {{ .Values.name }}\n");
        map.map("metadata").text("name");
        assertThat(reported()).containsExactly("3: metadata.name must be a text");
        read("{{ if .Values.on }}\nkind: Service\n");
        assertThat(reported()).last().asString().startsWith("2: not YAML");
    }

    @Test
    void refusesTextThatIsNestedTooDeeply() {
        readAll("a: 1\nb: " + "[".repeat(50_000));
        readAll("- ".repeat(50_000));
        assertThat(reported())
                .containsExactly(
                        "2: not YAML: nested more than 100 levels deep",
                        "1: not YAML: nested more than 100 levels deep");
    }

    @Test
    void refusesADocumentOfTooManyValues() {
        readAll("a: 1\n---\n" + "- \n".repeat(1_000_000));
        assertThat(reported()).containsExactly("1000002: not YAML: more than 1000000 values in one document");
    }

    @Test
    void refusesAliasesThatMultiply() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 200; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        readAll(bomb.toString());
        assertThat(reported()).singleElement().asString().contains("aliases");
    }

    @Test
    void mergesThatMultiplyCostTheirSizeOnly() {
        StringBuilder bomb = new StringBuilder("a0: &a0 {k: v}\n");
        for (int i = 1; i < 25; i++) {
            bomb.append("a%d: &a%d {<<: [*a%d, *a%d, *a%d, *a%d]}\n".formatted(i, i, i - 1, i - 1, i - 1, i - 1));
        }
        assertThat(read(bomb.toString()).textMap("a24")).isEqualTo(Map.of("k", "v"));
    }

    @Test
    void followsNoAliasIntoItself() {
        YamlMap map = read("a: &a\n  <<: *a\n  b: *a\n");
        assertThat(map.map("a").map("b").map("b").has("b")).isTrue();
    }

    @Test
    void anAliasDoesNotReachIntoAnotherDocument() {
        readAll("a: &a {}\n---\nb: *a\n");
        assertThat(reported()).containsExactly("3: not YAML: found undefined alias a");
    }

    @Test
    void refusesTheTagOfMerges() {
        readAll("a: &a\n  !!merge x: *a\n");
        assertThat(reported()).containsExactly("2: not YAML: the tag !!merge is not read, write <<");
    }

    @Test
    void refusesControlCharactersWithTheirLine() {
        readAll("a: 1\nb: \u0007\n");
        assertThat(reported()).containsExactly("2: not YAML: the character U+0007 is not allowed");
    }

    @Test
    void namesTheNearestKnownField() {
        YamlMap map = read("selectr: {}\nreplica: 1\nzzz: 1\n");
        map.expectOnly(Set.of("selector", "replicas", "ports"));
        assertThat(reported())
                .containsExactly(
                        "[1: unknown field selectr, did you mean selector?]",
                        "[2: unknown field replica, did you mean replicas?]",
                        "[3: unknown field zzz]");
    }

    private YamlMap read(String text) {
        return readAll(text).get(0);
    }

    private List<YamlMap> readAll(String text) {
        List<YamlMap> documents = new ArrayList<>();
        YamlDocuments.read(FILE, text, problems, documents::add);
        return documents;
    }

    private List<String> reported() {
        return problems.all().stream()
                .map(problem -> {
                    String text = problem.place().line() + ": " + problem.reason();
                    return problem.isError() ? text : "[" + text + "]";
                })
                .toList();
    }
}
