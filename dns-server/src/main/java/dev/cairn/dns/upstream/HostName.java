// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.upstream;

import dev.cairn.dns.wire.DomainName;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/**
 * Servers that are given by a name: one for each of its addresses.
 *
 * <p><b>Immutable.</b>
 *
 * @param name absolute; search lists are not for it
 * @param isTls whether they are asked over TLS
 * @param serverName what their certificates must be for; empty for the name
 * @param resolvers who knows the addresses; none for those of {@code /etc/resolv.conf}
 */
public record HostName(DomainName name, int port, boolean isTls, String serverName, List<Upstream> resolvers)
        implements UpstreamSource {

    private static final ResolvConf SYSTEM = new ResolvConf(Path.of("/etc/resolv.conf"));

    /** Copies the resolvers. */
    public HostName {
        resolvers = List.copyOf(resolvers);
    }

    /** Looks the name up, which takes {@link ForwardOptions#DEADLINE} at most. Not for the upstream thread. */
    @Override
    public List<Upstream> read() throws IOException {
        String certified = serverName.isEmpty() && isTls ? host() : serverName;
        List<Upstream> asked = resolvers.isEmpty() ? UpstreamSource.readAll(List.of(SYSTEM)) : resolvers;
        return AddressLookup.find(name, asked).stream()
                .map(address -> new Upstream(new InetSocketAddress(address, port), isTls, certified))
                .toList();
    }

    private String host() {
        String text = name.toString();
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    @Override
    public String toString() {
        return host() + ":" + port;
    }
}
