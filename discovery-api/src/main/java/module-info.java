// SPDX-License-Identifier: Apache-2.0
import org.jspecify.annotations.NullMarked;

/** The model of services and endpoints, and the contract of watching it. */
@NullMarked
module dev.cairn.discovery {
    requires static transitive org.jspecify;

    exports dev.cairn.discovery;

    uses dev.cairn.discovery.DiscoverySourceProvider;
}
