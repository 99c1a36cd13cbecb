// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes.read;

import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/**
 * Reads the events of a watch. <b>Confined to</b> the thread that reads.
 *
 * @param <T> what an object becomes in the model
 */
public final class EventReader<T> {
    private final ObjectReader<T> objects;
    private final Interner interner;

    /** A reader of events about objects of one kind. */
    public EventReader(ObjectReader<T> objects, Interner interner) {
        this.objects = Objects.requireNonNull(objects, "objects");
        this.interner = Objects.requireNonNull(interner, "interner");
    }

    /**
     * Reads one event and calls the handler once.
     *
     * @throws MalformedObjectException when it cannot be read; the handler was not called
     */
    public void read(byte[] buffer, int offset, int length, EventHandler<T> handler) {
        Runnable delivery;
        try {
            String type = typeOf(buffer, offset, length);
            try (JsonParser parser = Json.open(buffer, offset, length)) {
                delivery = readEvent(parser, type, handler);
            }
        } catch (JacksonException e) {
            throw MalformedObjectException.in(Metadata.NONE, e);
        }
        delivery.run();
    }

    /** The type, which is needed to read the object. The server writes it first; JSON does not promise that. */
    private static String typeOf(byte[] buffer, int offset, int length) {
        try (JsonParser parser = Json.open(buffer, offset, length)) {
            for (String field = Json.firstField(parser); field != null; field = Json.nextField(parser)) {
                if (field.equals("type")) {
                    return Json.text(parser);
                }
            }
        }
        throw new MalformedObjectException("an event without a type");
    }

    private Runnable readEvent(JsonParser parser, String type, EventHandler<T> handler) {
        for (String field = Json.firstField(parser); field != null; field = Json.nextField(parser)) {
            if (field.equals("object")) {
                return readObject(parser, type, handler);
            }
        }
        throw new MalformedObjectException("an event of type " + type + " without an object");
    }

    private Runnable readObject(JsonParser parser, String type, EventHandler<T> handler) {
        switch (type) {
            case "ADDED", "MODIFIED" -> {
                ReadObject<T> object = ReadObject.read(parser, objects, interner);
                return () -> handler.onObject(object);
            }
            case "DELETED" -> {
                Metadata metadata = readMetadata(parser);
                return () -> handler.onDeleted(metadata);
            }
            case "BOOKMARK" -> {
                Metadata metadata = readMetadata(parser);
                return () -> handler.onBookmark(metadata);
            }
            case "ERROR" -> {
                ApiStatus status = ApiStatus.read(parser);
                return () -> handler.onError(status);
            }
            default -> {
                return () -> handler.onUnknown(type);
            }
        }
    }

    private Metadata readMetadata(JsonParser parser) {
        for (String field = Json.firstField(parser); field != null; field = Json.nextField(parser)) {
            if (field.equals("metadata")) {
                return Metadata.read(parser, interner);
            }
        }
        throw new MalformedObjectException("an object without metadata");
    }
}
