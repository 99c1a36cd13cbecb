// SPDX-License-Identifier: Apache-2.0
package dev.cairn.grpc;

/** Resolves {@code manifests:///orders.shop:grpc}; gRPC finds it by itself. */
public final class ManifestsNameResolverProvider extends ServiceNameResolverProvider {
    /** For {@link java.util.ServiceLoader}. */
    public ManifestsNameResolverProvider() {
        super("manifests");
    }
}
