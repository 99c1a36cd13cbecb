// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes.read;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * Reads objects of one kind, one after another. Fields may come in any order. <b>Confined to</b> the thread that reads.
 *
 * @param <T> what an object becomes in the model
 */
public interface ObjectReader<T> {
    /** Begins an object. */
    void begin();

    /** A top-level field other than {@code metadata}, the parser standing at its value; what is left unread is skipped. */
    void field(String name, JsonParser parser);

    /** Ends the object; null when it stands for nothing in the model. */
    @Nullable
    T end(Metadata metadata);
}
