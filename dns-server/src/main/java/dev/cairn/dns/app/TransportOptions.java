// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import dev.cairn.dns.handler.timeouts.TimeoutsConfig;
import dev.cairn.dns.transport.StreamLimits;
import java.util.Collection;
import java.util.Optional;

/**
 * What a server block says of how its addresses are served.
 *
 * <p><b>Immutable.</b>
 *
 * @param sockets for datagrams, of each local address; 0 for as many as suit the machine
 */
record TransportOptions(Optional<TimeoutsConfig> timeouts, int sockets) {

    /** Nothing is said. */
    static final TransportOptions NONE = new TransportOptions(Optional.empty(), 0);

    /** Those of an address that several blocks share: of each kind the first that is given. */
    static TransportOptions of(Collection<Block> blocks) {
        return new TransportOptions(
                blocks.stream()
                        .flatMap(block -> block.transport().timeouts().stream())
                        .findFirst(),
                blocks.stream()
                        .mapToInt(block -> block.transport().sockets())
                        .filter(sockets -> sockets > 0)
                        .findFirst()
                        .orElse(0));
    }

    TransportOptions withTimeouts(TimeoutsConfig config) {
        return new TransportOptions(Optional.of(config), sockets);
    }

    TransportOptions withSockets(int number) {
        return new TransportOptions(timeouts, number);
    }

    /** The limits of a server, with what is said otherwise here. */
    StreamLimits limits(StreamLimits server) {
        return timeouts.map(config -> new StreamLimits(
                        server.maxConnections(),
                        server.maxConnectionsPerClient(),
                        config.idle().orElse(server.idleTimeout()),
                        config.read().orElse(server.requestTimeout()),
                        config.write().orElse(server.writeTimeout()),
                        server.maxUnsentBytes(),
                        server.maxBufferBytes(),
                        config.maxRequests().orElse(server.maxRequests())))
                .orElse(server);
    }
}
