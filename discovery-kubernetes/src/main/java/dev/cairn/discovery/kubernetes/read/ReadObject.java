// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes.read;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/**
 * One object as it was read.
 *
 * <p><b>Immutable.</b>
 *
 * @param metadata which object it is
 * @param value what it becomes in the model; null when it stands for nothing there
 * @param <T> the type of the value
 */
public record ReadObject<T>(Metadata metadata, @Nullable T value) {
    /** Refuses an object without metadata. */
    public ReadObject {
        Objects.requireNonNull(metadata, "metadata");
    }

    /** Reads the object that the parser stands at. */
    static <T> ReadObject<T> read(JsonParser parser, ObjectReader<T> reader, Interner interner) {
        Metadata metadata = Metadata.NONE;
        try {
            reader.begin();
            for (String field = Json.firstField(parser); field != null; field = Json.nextField(parser)) {
                if (field.equals("metadata")) {
                    metadata = Metadata.read(parser, interner);
                } else {
                    reader.field(field, parser);
                }
            }
            if (metadata.name().isEmpty()) {
                throw new MalformedObjectException("metadata.name is missing");
            }
            return new ReadObject<>(metadata, reader.end(metadata));
        } catch (MalformedObjectException | JacksonException | IllegalArgumentException e) {
            throw MalformedObjectException.in(metadata, e);
        }
    }
}
