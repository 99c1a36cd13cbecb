// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.testkit;

import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServicePort;

/** Services for tests, in one line each. Names are written {@code <service>.<namespace>}; the port is named {@code http}. */
public final class Services {
    /** The name of the port of every Service made here. */
    public static final String PORT_NAME = "http";

    private Services() {}

    /** A Service with one virtual address and one TCP port. */
    public static Service clusterIp(String name, String address, int port) {
        return Service.builder(ServiceName.parse(name))
                .clusterIps(IpAddress.parse(address))
                .ports(ServicePort.tcp(PORT_NAME, port))
                .build();
    }

    /** A Service without virtual address, with one TCP port. */
    public static Service headless(String name, int port) {
        return Service.builder(ServiceName.parse(name))
                .headless()
                .ports(ServicePort.tcp(PORT_NAME, port))
                .build();
    }

    /** A Service that stands for another name. */
    public static Service externalName(String name, String target) {
        return Service.builder(ServiceName.parse(name)).externalName(target).build();
    }
}
