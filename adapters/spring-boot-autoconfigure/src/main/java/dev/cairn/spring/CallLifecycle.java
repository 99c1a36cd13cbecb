// SPDX-License-Identifier: Apache-2.0
package dev.cairn.spring;

import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.CompletionContext;
import org.springframework.cloud.client.loadbalancer.LoadBalancerLifecycle;
import org.springframework.cloud.client.loadbalancer.Request;
import org.springframework.cloud.client.loadbalancer.Response;

/** Carries the beginning and the outcome of calls from Spring Cloud to the instances chosen for them. <b>Thread-safe.</b> */
final class CallLifecycle implements LoadBalancerLifecycle<Object, Object, ServiceInstance> {
    @Override
    public void onStart(Request<Object> request) {}

    @Override
    public void onStartRequest(Request<Object> request, Response<ServiceInstance> response) {
        if (response.hasServer() && response.getServer() instanceof ChosenInstance chosen) {
            chosen.begin();
        }
    }

    @Override
    public void onComplete(CompletionContext<Object, ServiceInstance, Object> context) {
        Response<ServiceInstance> response = context.getLoadBalancerResponse();
        if (response != null && response.hasServer() && response.getServer() instanceof ChosenInstance chosen) {
            chosen.end(CallOutcomes.of(context));
        }
    }
}
