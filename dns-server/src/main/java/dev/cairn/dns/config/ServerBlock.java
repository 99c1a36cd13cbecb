// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.config;

import java.util.List;

/**
 * The zones of one block and the directives that answer for them, in the order of the file.
 *
 * <p><b>Immutable.</b>
 */
public record ServerBlock(List<ListenKey> keys, List<Directive> directives, Position position) {

    /** Copies the lists. */
    public ServerBlock {
        keys = List.copyOf(keys);
        directives = List.copyOf(directives);
    }

    /** The zones of the keys, each once. */
    public List<String> zones() {
        return keys.stream().map(ListenKey::zone).distinct().toList();
    }

    /** Every directive of this name. */
    public List<Directive> directives(String name) {
        return directives.stream()
                .filter(directive -> directive.name().equals(name))
                .toList();
    }
}
