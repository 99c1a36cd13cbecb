// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.EndpointPort;
import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServicePort;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Service {@code orders.shop}: port http 80 leads to 8080 on its pods 10.0.0.1, 10.0.0.2, ... */
public final class Shop {
    public static final ServiceName ORDERS = ServiceName.parse("orders.shop");
    public static final Service SERVICE = Service.builder(ORDERS)
            .clusterIps(IpAddress.parse("10.96.0.7"))
            .ports(ServicePort.tcp("http", 80))
            .build();

    private Shop() {}

    public static InMemoryDiscovery discovery(Endpoint... endpoints) {
        InMemoryDiscovery discovery = new InMemoryDiscovery("memory");
        discovery.put(SERVICE);
        discovery.putGroup(ORDERS, group("a", endpoints));
        discovery.synced();
        return discovery;
    }

    public static EndpointGroup group(String name, Endpoint... endpoints) {
        return EndpointGroup.of(
                name, AddressFamily.IPV4, List.of(EndpointPort.tcp("http", 8080)), Arrays.asList(endpoints));
    }

    public static Endpoint[] pods(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> pod(i).build()).toArray(Endpoint[]::new);
    }

    public static Endpoint.Builder pod(int number) {
        return Endpoint.builder(IpAddress.parse("10.0.0." + number)).pod("orders-" + number, "uid-" + number);
    }

    /** The balancer with everything in {@code discovery} already seen. */
    public static Balancer balancer(InMemoryDiscovery discovery) throws Exception {
        Balancer balancer =
                Balancer.builder("k8s:///orders.shop:http").source(discovery).build();
        balancer.whenReady().get(5, TimeUnit.SECONDS);
        return balancer;
    }
}
