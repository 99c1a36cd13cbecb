// SPDX-License-Identifier: Apache-2.0
import org.jspecify.annotations.NullMarked;

/** Makes the JDK itself resolve the names of services to the addresses of their endpoints. */
@NullMarked
module dev.cairn.resolver {
    requires transitive dev.cairn.lb;
    requires org.slf4j;

    exports dev.cairn.resolver;

    provides java.net.spi.InetAddressResolverProvider with
            dev.cairn.resolver.CairnResolverProvider;
}
