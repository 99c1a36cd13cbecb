// SPDX-License-Identifier: Apache-2.0
package dev.cairn.spring;

import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.EndpointPort;
import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServicePort;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Service {@code orders.shop}, whose pods run on loopback. */
final class WebService implements AutoCloseable {
    private static final ServiceName NAME = ServiceName.parse("orders.shop");
    private static final Service SERVICE = Service.builder(NAME)
            .clusterIps(IpAddress.parse("10.96.0.7"))
            .ports(ServicePort.tcp("http", 80), ServicePort.tcp("admin", 81))
            .build();

    private final InMemoryDiscovery discovery = InMemoryDiscovery.of(SERVICE);
    private final List<WebPod> pods = new ArrayList<>();

    InMemoryDiscovery discovery() {
        return discovery;
    }

    WebPod add() throws IOException {
        WebPod pod = new WebPod("orders-" + pods.size());
        pods.add(pod);
        Endpoint endpoint = Endpoint.builder(IpAddress.parse("127.0.0.1"))
                .pod(pod.name(), "uid-" + pod.name())
                .zone("eu-1")
                .nodeName("node-1")
                .build();
        discovery.putGroup(
                NAME,
                EndpointGroup.of(
                        pod.name(),
                        AddressFamily.IPV4,
                        List.of(EndpointPort.tcp("http", pod.port())),
                        List.of(endpoint)));
        return pod;
    }

    void remove(WebPod pod) {
        discovery.removeGroup(NAME, pod.name());
    }

    @Override
    public void close() {
        discovery.close();
        pods.forEach(WebPod::close);
    }
}
