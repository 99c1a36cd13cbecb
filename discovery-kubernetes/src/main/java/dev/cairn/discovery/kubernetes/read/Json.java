// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes.read;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads values token by token. A null value is the empty one; a value of another type is an error that names its place; what a loop
 * leaves unread is skipped.
 *
 * <pre>{@code
 * for (String field = Json.firstField(parser); field != null; field = Json.nextField(parser)) {
 *     switch (field) { ... }
 * }
 * }</pre>
 */
final class Json {
    // Without tables of names: what managed fields are called would fill them.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .build();

    private Json() {}

    /** A parser at the first token of a document. */
    static JsonParser open(byte[] buffer, int offset, int length) {
        JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), buffer, offset, length);
        if (parser.nextToken() == null) {
            parser.close();
            throw new MalformedObjectException("an empty document");
        }
        return parser;
    }

    /** Enters the object that the parser stands at, and stands at its first value; null when it is empty. */
    static @Nullable String firstField(JsonParser parser) {
        return isOpen(parser, JsonToken.START_OBJECT) ? advanceToField(parser) : null;
    }

    /** Stands at the next value; null behind the last. */
    static @Nullable String nextField(JsonParser parser) {
        skipUnread(parser);
        return advanceToField(parser);
    }

    /** Enters the array that the parser stands at, and stands at its first element; false when it is empty. */
    static boolean firstElement(JsonParser parser) {
        return isOpen(parser, JsonToken.START_ARRAY) && parser.nextToken() != JsonToken.END_ARRAY;
    }

    /** Stands at the next element; false behind the last. */
    static boolean nextElement(JsonParser parser) {
        skipUnread(parser);
        return parser.nextToken() != JsonToken.END_ARRAY;
    }

    static String text(JsonParser parser) {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getString();
            case VALUE_NULL -> "";
            default -> throw unexpected(parser, "a string");
        };
    }

    static int integer(JsonParser parser) {
        return switch (parser.currentToken()) {
            case VALUE_NUMBER_INT -> parser.getIntValue();
            case VALUE_NULL -> 0;
            default -> throw unexpected(parser, "a whole number");
        };
    }

    static boolean isTrue(JsonParser parser, boolean ifNull) {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> ifNull;
            default -> throw unexpected(parser, "true or false");
        };
    }

    private static @Nullable String advanceToField(JsonParser parser) {
        String name = parser.nextName();
        if (name != null) {
            parser.nextToken();
        }
        return name;
    }

    private static boolean isOpen(JsonParser parser, JsonToken start) {
        if (parser.currentToken() == start) {
            return true;
        }
        if (parser.currentToken() != JsonToken.VALUE_NULL) {
            throw unexpected(parser, start == JsonToken.START_OBJECT ? "an object" : "an array");
        }
        return false;
    }

    private static void skipUnread(JsonParser parser) {
        if (parser.currentToken().isStructStart()) {
            parser.skipChildren();
        }
    }

    private static MalformedObjectException unexpected(JsonParser parser, String wanted) {
        return new MalformedObjectException("expected " + wanted + " at \""
                + parser.streamReadContext().pathAsPointer() + "\", found " + parser.currentToken());
    }
}
