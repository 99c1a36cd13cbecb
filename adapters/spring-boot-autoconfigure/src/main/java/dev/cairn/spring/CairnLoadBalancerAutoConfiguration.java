// SPDX-License-Identifier: Apache-2.0
package dev.cairn.spring;

import dev.cairn.lb.Balancers;
import dev.cairn.lb.policy.Policies;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.loadbalancer.LoadBalancerLifecycle;
import org.springframework.cloud.loadbalancer.annotation.LoadBalancerClients;
import org.springframework.cloud.loadbalancer.core.ReactorServiceInstanceLoadBalancer;
import org.springframework.context.annotation.Bean;
import org.springframework.web.client.RestClient;

/** Makes Cairn the load balancer of an application with Spring Cloud LoadBalancer. Each bean can be replaced by one's own. */
@AutoConfiguration
@ConditionalOnClass({ReactorServiceInstanceLoadBalancer.class, RestClient.class})
@ConditionalOnProperty(prefix = "cairn.lb", name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties(CairnLoadBalancerProperties.class)
@LoadBalancerClients(defaultConfiguration = ServiceConfiguration.class)
public final class CairnLoadBalancerAutoConfiguration {
    CairnLoadBalancerAutoConfiguration() {}

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    Balancers cairnBalancers(CairnLoadBalancerProperties properties, ObjectProvider<BalancersCustomizer> customizers) {
        Balancers.Builder builder = Balancers.builder()
                .policy(Policies.byName(properties.policy()))
                .slowStart(properties.slowStart())
                .outlierDetection(properties.outlierDetection().toOutlierDetection());
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }

    @Bean(destroyMethod = "close")
    LiveServices cairnLiveServices(Balancers balancers, CairnLoadBalancerProperties properties) {
        return new LiveServices(balancers, properties);
    }

    @Bean
    LoadBalancerLifecycle<Object, Object, ServiceInstance> cairnCallLifecycle() {
        return new CallLifecycle();
    }

    @Bean
    @ConditionalOnProperty(name = "spring.cloud.discovery.enabled", matchIfMissing = true)
    DiscoveryClient cairnDiscoveryClient(LiveServices services, CairnLoadBalancerProperties properties) {
        return new CairnDiscoveryClient(services, properties);
    }
}
