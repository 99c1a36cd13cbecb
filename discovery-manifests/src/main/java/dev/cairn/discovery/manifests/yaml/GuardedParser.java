// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.Parser;

/**
 * Refuses what the composer cannot bear: text that is nested too deeply, since it recurses; a document that is too large, since it
 * keeps all of it; and explicit merge tags, since it copies merged maps, without end where one merges itself. {@link MapEntries} follows the merges that people write.
 */
final class GuardedParser implements Parser {
    private static final int MAX_DEPTH = 100;
    private static final int MAX_VALUES = 1_000_000;

    private final Parser parser;
    private int depth;
    private int values;

    GuardedParser(Parser parser) {
        this.parser = parser;
    }

    @Override
    public boolean checkEvent(Event.ID choice) {
        return parser.checkEvent(choice);
    }

    @Override
    public Event peekEvent() {
        return parser.peekEvent();
    }

    @Override
    public Event next() {
        Event event = parser.next();
        if (event instanceof DocumentStartEvent) {
            values = 0;
        }
        if (event instanceof NodeEvent && ++values > MAX_VALUES) {
            throw new ParserException("more than " + MAX_VALUES + " values in one document", event.getStartMark());
        }
        if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
            throw new ParserException("nested more than " + MAX_DEPTH + " levels deep", event.getStartMark());
        }
        if (event instanceof ScalarEvent scalar && isMerge(scalar.getTag())) {
            throw new ParserException("the tag !!merge is not read, write <<", event.getStartMark());
        }
        if (event instanceof CollectionEndEvent) {
            depth--;
        }
        return event;
    }

    @Override
    public boolean hasNext() {
        return parser.hasNext();
    }

    private static boolean isMerge(Optional<String> tag) {
        return tag.isPresent() && tag.get().equals(Tag.MERGE.getValue());
    }
}
