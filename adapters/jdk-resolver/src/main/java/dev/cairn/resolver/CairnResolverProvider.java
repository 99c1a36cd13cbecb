// SPDX-License-Identifier: Apache-2.0
package dev.cairn.resolver;

import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;

/** What the JDK finds through {@code ServiceLoader} when a name is resolved first. Does next to nothing: logging may resolve names. */
public final class CairnResolverProvider extends InetAddressResolverProvider {
    /** For {@code ServiceLoader}. */
    public CairnResolverProvider() {}

    @Override
    public InetAddressResolver get(Configuration configuration) {
        return new ServiceResolver(configuration.builtinResolver(), CairnResolver::balancers);
    }

    @Override
    public String name() {
        return "cairn";
    }
}
