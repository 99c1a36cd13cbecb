// SPDX-License-Identifier: Apache-2.0
package dev.cairn.spring;

import dev.cairn.lb.Balancer;
import dev.cairn.lb.Balancers;
import dev.cairn.lb.policy.Policies;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.loadbalancer.core.ReactorLoadBalancer;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.support.LoadBalancerClientFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The beans of one service, in the context that Spring Cloud makes for it when it is called first. */
@Configuration(proxyBeanMethods = false)
final class ServiceConfiguration {
    ServiceConfiguration() {}

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    Balancer cairnBalancer(Environment environment, Balancers balancers, CairnLoadBalancerProperties properties) {
        String serviceId = serviceId(environment);
        return Balancer.builder(properties.targetOf(serviceId))
                .balancers(balancers)
                .policy(Policies.byName(properties.policyOf(serviceId)))
                .build();
    }

    @Bean
    @ConditionalOnMissingBean
    ReactorLoadBalancer<ServiceInstance> cairnLoadBalancer(
            Environment environment, Balancer balancer, CairnLoadBalancerProperties properties) {
        return new CairnLoadBalancer(serviceId(environment), balancer, properties.readyTimeout());
    }

    /** For load balancers of one's own; that of Cairn needs none. */
    @Bean
    @ConditionalOnMissingBean
    ServiceInstanceListSupplier cairnInstances(Environment environment, LiveServices services) {
        return new LiveInstances(serviceId(environment), services);
    }

    private static String serviceId(Environment environment) {
        String name = LoadBalancerClientFactory.getName(environment);
        if (name == null) {
            throw new IllegalStateException("no service id in the environment of a load balancer");
        }
        return name;
    }
}
