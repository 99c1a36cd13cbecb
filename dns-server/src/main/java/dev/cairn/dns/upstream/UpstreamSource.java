// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.upstream;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Where servers to ask are named: one by its address, some by a name, or a file that lists them. */
public sealed interface UpstreamSource permits Upstream, HostName, ResolvConf {

    /** How many servers are asked at most; further ones are passed over. */
    int MAX_UPSTREAMS = 15;

    /** The servers that it names now; may be empty. Blocks where names have to be looked up. */
    List<Upstream> read() throws IOException;

    /**
     * The servers that these name now, each once, in their order.
     *
     * @throws IOException if a file cannot be read or a name not be looked up, or if there is no server at all
     */
    static List<Upstream> readAll(List<UpstreamSource> sources) throws IOException {
        Set<Upstream> servers = new LinkedHashSet<>();
        for (UpstreamSource source : sources) {
            servers.addAll(source.read());
        }
        if (servers.isEmpty()) {
            throw new IOException(sources + " names no name server");
        }
        return new ArrayList<>(servers).subList(0, Math.min(servers.size(), MAX_UPSTREAMS));
    }
}
