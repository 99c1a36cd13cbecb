// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.yaml;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A map of a document, read field by field. A field of the wrong type is reported with its line and then reads as if it were absent;
 * so does, without a report, a field that is null.
 *
 * <p><b>Confined to</b> one thread.
 */
public final class YamlMap {
    private final Problems problems;
    private final Place place;
    private final String subject;
    private final String path;
    private final Map<String, NodeTuple> entries;

    private YamlMap(Problems problems, Place place, String subject, String path, Map<String, NodeTuple> entries) {
        this.problems = problems;
        this.place = place;
        this.subject = subject;
        this.path = path;
        this.entries = entries;
    }

    static YamlMap root(MappingNode node, Path file, Problems problems) {
        return new YamlMap(problems, placeOf(file, node), "", "", Map.of()).child(node, "");
    }

    static Place placeOf(Path file, Node node) {
        return new Place(
                file, node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0));
    }

    /** The same map, whose complaints begin with the name of the object that it describes. */
    public YamlMap about(String object) {
        return new YamlMap(problems, place, object + ": ", path, entries);
    }

    /** The same map as the root of a document of its own. */
    public YamlMap asRoot() {
        return new YamlMap(problems, place, "", "", entries);
    }

    /** Where the map begins. */
    public Place place() {
        return place;
    }

    /** Where a field stands; where the map begins, when it isn't there. */
    public Place place(String key) {
        NodeTuple entry = entries.get(key);
        return entry == null ? place : placeOf(place.file(), entry.getKeyNode());
    }

    /** Whether a field is there and not null. */
    public boolean has(String key) {
        return value(key) != null;
    }

    /** A text; empty when absent. */
    public String text(String key) {
        Node node = value(key);
        String text = node == null ? null : textOf(node, field(key));
        return text == null ? "" : text;
    }

    /** A text; empty, with a complaint, when absent. */
    public String requiredText(String key) {
        if (!has(key)) {
            error(key, "is missing");
        }
        return text(key);
    }

    /** One of the given words, or {@code absent}; complains about any other word. */
    public String word(String key, List<String> words, String absent) {
        String text = text(key);
        if (text.isEmpty() || words.contains(text)) {
            return text.isEmpty() ? absent : text;
        }
        error(key, "must be " + String.join(" or ", words) + ", was \"" + text + "\"" + Words.guess(text, words));
        return absent;
    }

    /** A whole number within bounds, or {@code absent}; complains about one out of bounds. */
    public int number(String key, int min, int max, int absent) {
        Node node = value(key);
        if (node == null) {
            return absent;
        }
        if (!(node instanceof ScalarNode scalar) || !Scalars.isWholeNumber(node)) {
            error(key, "must be a whole number, without quotes");
            return absent;
        }
        try {
            int number = Integer.parseInt(scalar.getValue());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // too large, or not decimal: reported as any number out of bounds is
        }
        error(key, "must be " + min + ".." + max + ", was " + scalar.getValue());
        return absent;
    }

    /** Whether a field is a whole number and not a text. */
    public boolean isNumber(String key) {
        Node node = value(key);
        return node != null && Scalars.isWholeNumber(node);
    }

    /** A truth value, or {@code absent}. */
    public boolean flag(String key, boolean absent) {
        Node node = value(key);
        if (node == null) {
            return absent;
        }
        Boolean flag = node instanceof ScalarNode scalar ? Scalars.flagOf(scalar) : null;
        if (flag == null) {
            error(key, "must be true or false, without quotes");
            return absent;
        }
        return flag;
    }

    /** A map; an empty one when absent. */
    public YamlMap map(String key) {
        Node node = value(key);
        if (node instanceof MappingNode mapping) {
            return child(mapping, field(key));
        }
        if (node != null) {
            error(key, "must be a map");
        }
        return new YamlMap(problems, place(key), subject, field(key), Map.of());
    }

    /** A list of maps; empty when absent. */
    public List<YamlMap> maps(String key) {
        List<YamlMap> maps = new ArrayList<>();
        List<Node> items = items(key);
        for (int i = 0; i < items.size(); i++) {
            String itemPath = field(key) + "[" + i + "]";
            if (items.get(i) instanceof MappingNode mapping) {
                maps.add(child(mapping, itemPath));
            } else {
                complain(items.get(i), itemPath + " must be a map");
            }
        }
        return maps;
    }

    /** A list of texts; empty when absent. */
    public List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        List<Node> items = items(key);
        for (int i = 0; i < items.size(); i++) {
            String text = textOf(items.get(i), field(key) + "[" + i + "]");
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    /** A map of texts; empty when absent. A value that is null is the empty text. */
    public Map<String, String> textMap(String key) {
        YamlMap map = map(key);
        Map<String, String> texts = new LinkedHashMap<>();
        map.entries.forEach((name, entry) -> {
            Node node = entry.getValueNode();
            String text = Scalars.isNull(node) ? "" : textOf(node, map.field(name));
            if (text != null) {
                texts.put(name, text);
            }
        });
        return texts;
    }

    /** Warns of each field that has none of these names. */
    public void expectOnly(Set<String> known) {
        for (String key : entries.keySet()) {
            if (!known.contains(key)) {
                problems.warning(place(key), subject + "unknown field " + field(key) + Words.guess(key, known));
            }
        }
    }

    /** Reports what is wrong with a field. */
    public void error(String key, String reason) {
        problems.error(place(key), subject + field(key) + " " + reason);
    }

    /** Reports what is probably not meant with a field. */
    public void warning(String key, String reason) {
        problems.warning(place(key), subject + field(key) + " " + reason);
    }

    private YamlMap child(MappingNode mapping, String childPath) {
        return new YamlMap(
                problems, placeOf(place.file(), mapping), subject, childPath, MapEntries.of(mapping, this::complain));
    }

    private @Nullable Node value(String key) {
        NodeTuple entry = entries.get(key);
        return entry == null || Scalars.isNull(entry.getValueNode()) ? null : entry.getValueNode();
    }

    private List<Node> items(String key) {
        Node node = value(key);
        if (node != null && !(node instanceof SequenceNode)) {
            error(key, "must be a list");
        }
        return node instanceof SequenceNode list ? list.getValue() : List.of();
    }

    private @Nullable String textOf(Node node, String nodePath) {
        if (!(node instanceof ScalarNode scalar)) {
            complain(node, nodePath + " must be a text");
            return null;
        }
        String text = Scalars.textOf(scalar);
        if (text == null) {
            complain(node, nodePath + " must be a text: write \"" + scalar.getValue() + "\" in quotes");
        }
        return text;
    }

    private String field(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private void complain(Node node, String reason) {
        problems.error(placeOf(place.file(), node), subject + reason);
    }
}
