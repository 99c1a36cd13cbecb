// SPDX-License-Identifier: Apache-2.0
package dev.cairn.grpc;

/** Resolves {@code kubernetes:///orders.shop:grpc}; gRPC finds it by itself. */
public final class KubernetesNameResolverProvider extends ServiceNameResolverProvider {
    /** For {@link java.util.ServiceLoader}. */
    public KubernetesNameResolverProvider() {
        super("kubernetes");
    }
}
