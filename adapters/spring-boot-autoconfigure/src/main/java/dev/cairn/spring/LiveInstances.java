// SPDX-License-Identifier: Apache-2.0
package dev.cairn.spring;

import java.util.List;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import reactor.core.publisher.Flux;

/** The instances of one service for load balancers that choose by themselves. <b>Thread-safe.</b> */
final class LiveInstances implements ServiceInstanceListSupplier {
    private final String serviceId;
    private final LiveServices services;

    LiveInstances(String serviceId, LiveServices services) {
        this.serviceId = serviceId;
        this.services = services;
    }

    @Override
    public String getServiceId() {
        return serviceId;
    }

    @Override
    public Flux<List<ServiceInstance>> get() {
        return services.instances(serviceId);
    }
}
