// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.ServiceSnapshot;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a client stands among all clients of a service.
 *
 * <p><b>Immutable.</b>
 *
 * @param rank 0 to {@code clients} - 1
 * @param clients how many there are
 */
record ClientPlace(int rank, int clients) {
    /**
     * The place of the client with one of these addresses, among the endpoints of its own Service in the order of their addresses; null
     * when it isn't there. Those that terminate are no clients any more.
     */
    static @Nullable ClientPlace in(ServiceSnapshot own, Collection<IpAddress> addresses) {
        IpAddress self = own.groups().stream()
                .flatMap(group -> group.endpoints().stream())
                .map(Endpoint::address)
                .filter(addresses::contains)
                .findFirst()
                .orElse(null);
        if (self == null) {
            return null;
        }
        List<String> clients = own.groups().stream()
                .flatMap(group -> group.endpoints().stream())
                .filter(endpoint -> endpoint.address().family() == self.family())
                .filter(endpoint ->
                        !endpoint.isTerminating() || endpoint.address().equals(self))
                .map(endpoint -> endpoint.address().toString())
                .distinct()
                .sorted()
                .toList();
        return new ClientPlace(clients.indexOf(self.toString()), clients.size());
    }
}
