// SPDX-License-Identifier: Apache-2.0
package dev.cairn.grpc;

import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes resolvers for one scheme; gRPC wants a provider for each. <b>Immutable.</b> */
abstract class ServiceNameResolverProvider extends NameResolverProvider {
    private static final int ORDINARY = 5; // gRPC's word for a provider that is neither better nor worse than others

    private final String scheme;

    ServiceNameResolverProvider(String scheme) {
        this.scheme = scheme;
    }

    @Override
    public @Nullable NameResolver newNameResolver(URI uri, NameResolver.Args args) {
        return scheme.equals(uri.getScheme()) ? new ServiceNameResolver(ServiceTarget.of(uri), args) : null;
    }

    @Override
    public String getDefaultScheme() {
        return scheme;
    }

    @Override
    public Collection<Class<? extends SocketAddress>> getProducedSocketAddressTypes() {
        return Set.of(InetSocketAddress.class);
    }

    @Override
    protected boolean isAvailable() {
        return true;
    }

    @Override
    protected int priority() {
        return ORDINARY;
    }
}
