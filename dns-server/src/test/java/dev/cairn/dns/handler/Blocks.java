// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler;

import dev.cairn.dns.config.Corefile;
import dev.cairn.dns.config.Directive;
import dev.cairn.dns.config.ServerBlock;
import java.util.List;
import java.util.Map;

/** Server blocks out of text, for tests of directives. */
public final class Blocks {
    private Blocks() {}

    /** The block {@code cluster.local example.org} with these lines. */
    public static ServerBlock block(String lines) {
        String text = "cluster.local example.org {\n" + lines + "\n}\n";
        List<ServerBlock> blocks = Corefile.parse(text, "Corefile", Map.of());
        return blocks.get(0);
    }

    /** The first directive of a block. */
    public static Directive first(ServerBlock block) {
        return block.directives().get(0);
    }
}
