// SPDX-License-Identifier: Apache-2.0
package dev.cairn.grpc;

import io.grpc.LoadBalancer;
import io.grpc.LoadBalancerProvider;
import io.grpc.NameResolver.ConfigOrError;
import io.grpc.Status;
import java.util.Map;

/** Makes the policy {@link CairnGrpc#POLICY}; gRPC finds it by itself. <b>Immutable.</b> */
public final class CairnLoadBalancerProvider extends LoadBalancerProvider {
    private static final int ORDINARY = 5; // gRPC's word for a provider that is neither better nor worse than others

    /** For {@link java.util.ServiceLoader}. */
    public CairnLoadBalancerProvider() {}

    @Override
    public boolean isAvailable() {
        return true;
    }

    @Override
    public int getPriority() {
        return ORDINARY;
    }

    @Override
    public String getPolicyName() {
        return CairnGrpc.POLICY;
    }

    @Override
    public LoadBalancer newLoadBalancer(LoadBalancer.Helper helper) {
        return new CairnLoadBalancer(helper);
    }

    @Override
    public ConfigOrError parseLoadBalancingPolicyConfig(Map<String, ?> json) {
        try {
            return ConfigOrError.fromConfig(PolicyConfig.of(json));
        } catch (IllegalArgumentException e) {
            return ConfigOrError.fromError(Status.UNAVAILABLE.withDescription(
                    "the configuration of the policy " + CairnGrpc.POLICY + " is wrong: " + e.getMessage()));
        }
    }
}
