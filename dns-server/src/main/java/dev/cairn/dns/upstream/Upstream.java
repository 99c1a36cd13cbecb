// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.upstream;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;

/**
 * A name server to ask.
 *
 * <p><b>Immutable.</b>
 *
 * @param address resolved
 * @param isTls whether it is asked over TLS (RFC 7858) and nothing else
 * @param serverName what its certificate must be for; empty for its address. Means nothing without TLS
 */
public record Upstream(InetSocketAddress address, boolean isTls, String serverName) implements UpstreamSource {

    /** The port of plain DNS. */
    public static final int PORT = 53;

    /** The port of DNS over TLS (RFC 7858 §3.1). */
    public static final int TLS_PORT = 853;

    /** Refuses an address that is a name yet. */
    public Upstream {
        Objects.requireNonNull(serverName, "serverName");
        if (address.isUnresolved()) {
            throw new IllegalArgumentException(address + " is not resolved");
        }
    }

    /** A server that is asked in the clear. */
    public static Upstream plain(InetSocketAddress address) {
        return new Upstream(address, false, "");
    }

    /** Itself. */
    @Override
    public List<Upstream> read() {
        return List.of(this);
    }

    /** The address and port, as metrics name the server: {@code 10.0.0.10:53}. */
    @Override
    public String toString() {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
