// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.testkit;

import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.EndpointPort;
import dev.cairn.discovery.IpAddress;
import java.util.Arrays;
import java.util.List;

/** Endpoint groups for tests, in one line each. Their one TCP port is named as that of {@link Services}. */
public final class Groups {
    private Groups() {}

    /** A group of ready endpoints with these addresses, all of one family. */
    public static EndpointGroup of(String name, int port, String... addresses) {
        return of(
                name,
                port,
                Arrays.stream(addresses)
                        .map(address -> Endpoint.ready(IpAddress.parse(address)))
                        .toArray(Endpoint[]::new));
    }

    /** A group of these endpoints, all of one family. */
    public static EndpointGroup of(String name, int port, Endpoint... endpoints) {
        AddressFamily family = endpoints.length == 0
                ? AddressFamily.IPV4
                : endpoints[0].address().family();
        return EndpointGroup.of(name, family, List.of(EndpointPort.tcp(Services.PORT_NAME, port)), List.of(endpoints));
    }

    /** An IPv4 group without endpoints. */
    public static EndpointGroup empty(String name, int port) {
        return of(name, port, new Endpoint[0]);
    }
}
