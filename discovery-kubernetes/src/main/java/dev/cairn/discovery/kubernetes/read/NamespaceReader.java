// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes.read;

import dev.cairn.discovery.Namespace;
import tools.jackson.core.JsonParser;

/** Reads a Namespace ({@code v1}). */
public final class NamespaceReader implements ObjectReader<Namespace> {
    /** A reader. */
    public NamespaceReader() {}

    @Override
    public void begin() {}

    @Override
    public void field(String name, JsonParser parser) {}

    @Override
    public Namespace end(Metadata metadata) {
        return new Namespace(metadata.name(), metadata.labels());
    }
}
