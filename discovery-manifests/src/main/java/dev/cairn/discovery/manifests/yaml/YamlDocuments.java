// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.yaml;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Splits a text into its YAML documents; JSON is read as the YAML it is.
 *
 * <p>Bounded on any input: nesting, aliases of collections and the size of a document have limits, nothing is constructed from tags, and aliases are
 * followed only where a known field asks for them.
 */
public final class YamlDocuments {
    private static final int MAX_COLLECTION_ALIASES = 100;

    private YamlDocuments() {}

    /** Hands over, one after the other, the documents that are maps; empty ones are left out, and what cannot be read is reported. */
    public static void read(Path file, String text, Problems problems, Consumer<YamlMap> reader) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file.toString())
                .setSchema(new CoreWithoutMerge())
                .setMaxAliasesForCollections(MAX_COLLECTION_ALIASES)
                .setAllowNonScalarKeys(true) // refused by YamlMap, which knows the line
                .setCodePointLimit(Math.max(1, text.length()))
                .build();
        try {
            Composer composer = new Composer(
                    settings, new GuardedParser(new ParserImpl(settings, new StreamReader(settings, text))));
            while (composer.hasNext()) {
                readDocument(composer.next(), file, problems, reader);
            }
        } catch (MarkedYamlEngineException e) {
            problems.error(new Place(file, lineOf(e)), reason(e));
        } catch (ReaderException e) {
            problems.error(
                    new Place(file, lineAt(text, e.getPosition())),
                    "not YAML: the character U+%04X is not allowed".formatted(e.getCodePoint()));
        } catch (YamlEngineException e) {
            problems.error(new Place(file, 0), "not YAML: " + oneLine(String.valueOf(e.getMessage())));
        }
    }

    private static void readDocument(Node node, Path file, Problems problems, Consumer<YamlMap> reader) {
        if (node instanceof MappingNode mapping) {
            reader.accept(YamlMap.root(mapping, file, problems));
        } else if (!node.getTag().equals(Tag.NULL)) {
            problems.error(YamlMap.placeOf(file, node), "a manifest is a map with apiVersion, kind and metadata");
        }
    }

    private static int lineOf(MarkedYamlEngineException e) {
        Optional<Mark> mark = e.getProblemMark().isPresent() ? e.getProblemMark() : e.getContextMark();
        return mark.map(at -> at.getLine() + 1).orElse(0);
    }

    private static String reason(MarkedYamlEngineException e) {
        return Stream.of(e.getContext(), e.getProblem())
                .filter(part -> part != null && !part.isBlank())
                .map(YamlDocuments::oneLine)
                .collect(Collectors.joining(", ", "not YAML: ", ""));
    }

    private static String oneLine(String message) {
        return message.strip().replaceAll("\\s+", " ");
    }

    private static int lineAt(String text, int position) {
        int end = Math.min(position, text.length());
        return 1 + (int) text.substring(0, end).chars().filter(c -> c == '\n').count();
    }

    /** Takes {@code <<} for an ordinary key, see {@link GuardedParser}. */
    private static final class CoreWithoutMerge extends CoreSchema {
        @Override
        public ScalarResolver getScalarResolver() {
            return new CoreScalarResolver(false);
        }
    }
}
