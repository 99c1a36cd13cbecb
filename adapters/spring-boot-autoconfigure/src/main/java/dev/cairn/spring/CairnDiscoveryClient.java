// SPDX-License-Identifier: Apache-2.0
package dev.cairn.spring;

import dev.cairn.discovery.DiscoveryException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;

/** Lists the instances of a service as they are now; the first time it is asked for one it waits until they are known. <b>Thread-safe.</b> */
final class CairnDiscoveryClient implements DiscoveryClient {
    private static final Logger LOG = LoggerFactory.getLogger(CairnDiscoveryClient.class);

    private final LiveServices services;
    private final List<String> configured;
    private final Duration timeout;

    CairnDiscoveryClient(LiveServices services, CairnLoadBalancerProperties properties) {
        this.services = services;
        configured = properties.services().keySet().stream().sorted().toList();
        timeout = properties.readyTimeout();
    }

    @Override
    public String description() {
        return "Cairn";
    }

    @Override
    public List<ServiceInstance> getInstances(String serviceId) {
        try {
            List<ServiceInstance> instances = services.instances(serviceId).blockFirst(timeout);
            return instances == null ? List.of() : instances;
        } catch (IllegalArgumentException | DiscoveryException e) { // the id of a service that is found in another way
            LOG.debug("{} is no service of Cairn's: {}", serviceId, e.getMessage());
            return List.of();
        } catch (IllegalStateException e) { // Reactor's word for a time that is up
            LOG.warn("the instances of {} were not known after {}", serviceId, timeout);
            return List.of();
        }
    }

    /** Those that have properties of their own; which others there are is not watched. */
    @Override
    public List<String> getServices() {
        return configured;
    }
}
