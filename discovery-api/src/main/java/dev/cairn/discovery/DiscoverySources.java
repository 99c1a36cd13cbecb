// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeSet;

/** Finds the {@link DiscoverySourceProvider} of a URI scheme. <b>Thread-safe.</b> */
public final class DiscoverySources {
    private static final Map<String, String> KNOWN_ARTIFACTS = Map.of(
            "k8s", "dev.cairn:cairn-discovery-kubernetes",
            "kubernetes", "dev.cairn:cairn-discovery-kubernetes",
            "manifests", "dev.cairn:cairn-discovery-manifests");

    private DiscoverySources() {}

    /** Whether the class or module path offers the scheme. */
    public static boolean isAvailable(String scheme) {
        return provider(scheme).isPresent();
    }

    /**
     * Opens a source for a scheme.
     *
     * @throws DiscoveryException when no provider is there (the message names the artifact to add) or the provider cannot open one
     */
    public static DiscoverySource open(String scheme, Map<String, String> options) {
        return provider(scheme).orElseThrow(() -> missing(scheme)).open(options);
    }

    private static Optional<DiscoverySourceProvider> provider(String scheme) {
        return ServiceLoader.load(DiscoverySourceProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.schemes().contains(scheme))
                .findFirst();
    }

    private static DiscoveryException missing(String scheme) {
        String artifact = KNOWN_ARTIFACTS.get(scheme);
        if (artifact != null) {
            return DiscoveryException.permanentFailure(
                    "no discovery source for " + scheme + ":// is on the class path; add the dependency " + artifact
                            + ", or hand a DiscoverySource to the builder");
        }
        return DiscoveryException.permanentFailure(
                "unknown scheme " + scheme + "://; known are " + new TreeSet<>(KNOWN_ARTIFACTS.keySet()));
    }
}
