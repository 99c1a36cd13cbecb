// SPDX-License-Identifier: Apache-2.0
package dev.cairn.spring;

import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.IpAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.cloud.client.ServiceInstance;

/**
 * An endpoint as Spring Cloud sees it; its metadata are {@code zone}, {@code pod} and {@code node}, where they are known.
 *
 * <p><b>Immutable.</b> Equal when service and address are.
 */
class EndpointInstance implements ServiceInstance {
    private final String serviceId;
    private final InetSocketAddress address;
    private final Map<String, String> metadata;

    EndpointInstance(String serviceId, InetSocketAddress address, Endpoint endpoint) {
        this.serviceId = serviceId;
        this.address = address;
        Map<String, String> known = new LinkedHashMap<>();
        endpoint.zone().ifPresent(zone -> known.put("zone", zone));
        endpoint.podName().ifPresent(pod -> known.put("pod", pod));
        endpoint.nodeName().ifPresent(node -> known.put("node", node));
        metadata = Map.copyOf(known);
    }

    @Override
    public String getInstanceId() {
        return metadata.getOrDefault("pod", getHost() + ":" + getPort());
    }

    @Override
    public String getServiceId() {
        return serviceId;
    }

    /** The address as it stands in a URI. */
    @Override
    public String getHost() {
        IpAddress host = IpAddress.of(address.getAddress());
        return host.family() == AddressFamily.IPV6 ? "[" + host + "]" : host.toString();
    }

    @Override
    public int getPort() {
        return address.getPort();
    }

    /** False, so that the scheme of a request's own URI stays. */
    @Override
    public boolean isSecure() {
        return false;
    }

    @Override
    public URI getUri() {
        return URI.create("http://" + getHost() + ":" + getPort());
    }

    @Override
    public Map<String, String> getMetadata() {
        return metadata;
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof EndpointInstance that
                && serviceId.equals(that.serviceId)
                && address.equals(that.address);
    }

    @Override
    public final int hashCode() {
        return Objects.hash(serviceId, address);
    }

    @Override
    public String toString() {
        return serviceId + " at " + getHost() + ":" + getPort();
    }
}
