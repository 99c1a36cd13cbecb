// SPDX-License-Identifier: Apache-2.0
package dev.cairn.spring;

import dev.cairn.discovery.ReachableEndpoint;
import dev.cairn.lb.Balancers;
import dev.cairn.lb.EndpointWatch;
import dev.cairn.lb.Endpoints;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.cloud.client.ServiceInstance;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** The instances of services, as they are now: one watch for each service that is asked for. <b>Thread-safe.</b> */
final class LiveServices implements AutoCloseable {
    /** The newest instances of one service for any number of readers. */
    private static final class Live {
        private final Sinks.Many<List<ServiceInstance>> newest =
                Sinks.many().replay().latest();
        private final EndpointWatch watch;

        private Live(String serviceId, Balancers balancers, CairnLoadBalancerProperties properties) {
            watch = balancers.watch(properties.targetOf(serviceId), endpoints -> tell(serviceId, endpoints));
        }

        private void tell(String serviceId, Endpoints endpoints) {
            if (!endpoints.isPending()) {
                newest.emitNext(instances(serviceId, endpoints), Sinks.EmitFailureHandler.FAIL_FAST);
            }
        }

        private static List<ServiceInstance> instances(String serviceId, Endpoints endpoints) {
            return endpoints.callable().stream()
                    .<ServiceInstance>map(one -> new EndpointInstance(serviceId, address(one), one.endpoint()))
                    .toList();
        }

        private static InetSocketAddress address(ReachableEndpoint reachable) {
            return new InetSocketAddress(
                    reachable.endpoint().address().toInetAddress(),
                    reachable.port().number());
        }
    }

    private final Balancers balancers;
    private final CairnLoadBalancerProperties properties;
    private final Map<String, Live> services = new ConcurrentHashMap<>();

    LiveServices(Balancers balancers, CairnLoadBalancerProperties properties) {
        this.balancers = balancers;
        this.properties = properties;
    }

    /** The instances now, as soon as they are known, and after each change. */
    Flux<List<ServiceInstance>> instances(String serviceId) {
        return services.computeIfAbsent(serviceId, id -> new Live(id, balancers, properties))
                .newest
                .asFlux();
    }

    @Override
    public void close() {
        services.values().forEach(live -> live.watch.close());
        services.clear();
    }
}
