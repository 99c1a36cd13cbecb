// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes.read;

import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/**
 * Reads the items of a list and its envelope. <b>Confined to</b> the thread that reads.
 *
 * @param <T> what an object becomes in the model
 */
public final class ListReader<T> {
    private final ObjectReader<T> objects;
    private final Interner interner;

    /**
     * What a list says of itself.
     *
     * @param resourceVersion the state that it shows
     * @param continueToken asks for the next page; empty when this is the last
     */
    public record Envelope(String resourceVersion, String continueToken) {
        /** Refuses null parts. */
        public Envelope {
            Objects.requireNonNull(resourceVersion, "resourceVersion");
            Objects.requireNonNull(continueToken, "continueToken");
        }
    }

    /** A reader of lists of one kind. */
    public ListReader(ObjectReader<T> objects, Interner interner) {
        this.objects = Objects.requireNonNull(objects, "objects");
        this.interner = Objects.requireNonNull(interner, "interner");
    }

    /**
     * Reads one item.
     *
     * @throws MalformedObjectException when it cannot be read
     */
    public ReadObject<T> readItem(byte[] buffer, int offset, int length) {
        try (JsonParser parser = Json.open(buffer, offset, length)) {
            return ReadObject.read(parser, objects, interner);
        } catch (JacksonException e) {
            throw MalformedObjectException.in(Metadata.NONE, e);
        }
    }

    /**
     * Reads the envelope.
     *
     * @throws MalformedObjectException when it is not that of a list
     */
    public Envelope readEnvelope(byte[] buffer, int offset, int length) {
        String kind = "";
        Envelope envelope = new Envelope("", "");
        try (JsonParser parser = Json.open(buffer, offset, length)) {
            for (String field = Json.firstField(parser); field != null; field = Json.nextField(parser)) {
                switch (field) {
                    case "kind" -> kind = Json.text(parser);
                    case "metadata" -> envelope = readListMetadata(parser);
                    default -> {}
                }
            }
        } catch (JacksonException e) {
            throw MalformedObjectException.in(Metadata.NONE, e);
        }
        if (!kind.endsWith("List") || envelope.resourceVersion.isEmpty()) {
            throw new MalformedObjectException("not a list: kind \"" + kind + "\", " + envelope);
        }
        return envelope;
    }

    private static Envelope readListMetadata(JsonParser parser) {
        String resourceVersion = "";
        String continueToken = "";
        for (String field = Json.firstField(parser); field != null; field = Json.nextField(parser)) {
            switch (field) {
                case "resourceVersion" -> resourceVersion = Json.text(parser);
                case "continue" -> continueToken = Json.text(parser);
                default -> {}
            }
        }
        return new Envelope(resourceVersion, continueToken);
    }
}
