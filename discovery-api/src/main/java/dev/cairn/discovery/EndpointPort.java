// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

import java.util.Objects;

/**
 * A port that endpoints of one group listen on, resolved to its number.
 *
 * <p><b>Immutable.</b>
 *
 * @param name the Service port's name, empty when it has none; this is what joins it to {@link ServicePort#name()}
 * @param protocol the transport protocol
 * @param number 1 to 65535
 * @param appProtocol the application protocol hint, empty when there is none
 */
public record EndpointPort(String name, Protocol protocol, int number, String appProtocol) {
    /** Refuses a number outside 1 to 65535. */
    public EndpointPort {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(protocol, "protocol");
        Objects.requireNonNull(appProtocol, "appProtocol");
        if (number < 1 || number > 65_535) {
            throw new IllegalArgumentException("number must be 1..65535, was " + number);
        }
    }

    /** A port without application protocol. */
    public static EndpointPort of(String name, Protocol protocol, int number) {
        return new EndpointPort(name, protocol, number, "");
    }

    /** A TCP port without application protocol. */
    public static EndpointPort tcp(String name, int number) {
        return of(name, Protocol.TCP, number);
    }
}
