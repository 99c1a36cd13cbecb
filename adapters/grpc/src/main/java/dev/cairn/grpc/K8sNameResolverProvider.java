// SPDX-License-Identifier: Apache-2.0
package dev.cairn.grpc;

/** Resolves {@code k8s:///orders.shop:grpc}; gRPC finds it by itself. */
public final class K8sNameResolverProvider extends ServiceNameResolverProvider {
    /** For {@link java.util.ServiceLoader}. */
    public K8sNameResolverProvider() {
        super("k8s");
    }
}
