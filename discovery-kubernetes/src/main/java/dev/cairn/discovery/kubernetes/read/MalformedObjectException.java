// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes.read;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A document is no JSON, or a field has the wrong type or value. The message says which. */
public final class MalformedObjectException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Metadata metadata;

    MalformedObjectException(String message) {
        super(message, null, false, false);
        metadata = null;
    }

    private MalformedObjectException(String message, @Nullable Metadata metadata) {
        super(message, null, false, false);
        this.metadata = metadata;
    }

    static MalformedObjectException in(Metadata metadata, RuntimeException cause) {
        String reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("malformed");
        return new MalformedObjectException(reason, metadata.name().isEmpty() ? null : metadata);
    }

    /** A document of this length was longer than the limit. */
    public static MalformedObjectException tooLong(long bytes) {
        return new MalformedObjectException("an object of " + bytes + " bytes is longer than the limit");
    }

    /** An event of a type that Kubernetes does not document. */
    public static MalformedObjectException unknownEvent(String type) {
        return new MalformedObjectException("an event of the unknown type \"" + type + "\"");
    }

    /** Which object it is; empty when it was unreadable before that was known. */
    public Optional<Metadata> metadata() {
        return Optional.ofNullable(metadata);
    }
}
