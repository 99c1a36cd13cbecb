// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests;

import dev.cairn.discovery.DiscoveryException;
import dev.cairn.discovery.DiscoverySource;
import dev.cairn.discovery.DiscoverySourceProvider;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Opens {@code manifests:///...?folder=...}. The options are {@code folder}, which is needed, and {@code service-cidr} and {@code
 * pod-cidr}: a CIDR, or two with a comma between them.
 *
 * <p><b>Thread-safe.</b>
 */
public final class ManifestDiscoveryProvider implements DiscoverySourceProvider {
    private static final String FOLDER = "folder";
    private static final String SERVICE_CIDR = "service-cidr";
    private static final String POD_CIDR = "pod-cidr";
    private static final Set<String> OPTIONS = Set.of(FOLDER, SERVICE_CIDR, POD_CIDR);

    /** A provider, for {@link java.util.ServiceLoader}. */
    public ManifestDiscoveryProvider() {}

    @Override
    public Set<String> schemes() {
        return Set.of("manifests");
    }

    @Override
    public DiscoverySource open(Map<String, String> options) {
        for (String option : options.keySet()) {
            if (!OPTIONS.contains(option)) {
                throw DiscoveryException.permanentFailure(
                        "unknown option " + option + " of manifests://; known are " + new TreeSet<>(OPTIONS));
            }
        }
        String folder = options.getOrDefault(FOLDER, "");
        if (folder.isEmpty()) {
            throw DiscoveryException.permanentFailure(
                    "manifests:// needs the option folder, as in manifests:///orders.shop:http?folder=k8s");
        }
        return builder(folder, options).build();
    }

    private static ManifestDiscoveryBuilder builder(String folder, Map<String, String> options) {
        try {
            ManifestDiscoveryBuilder builder = ManifestDiscovery.builder(Path.of(folder));
            if (options.containsKey(SERVICE_CIDR)) {
                builder.serviceCidrs(options.get(SERVICE_CIDR).split(","));
            }
            if (options.containsKey(POD_CIDR)) {
                builder.podCidrs(options.get(POD_CIDR).split(","));
            }
            return builder;
        } catch (InvalidPathException e) {
            throw DiscoveryException.permanentFailure("the option folder is no path: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw DiscoveryException.permanentFailure("a CIDR option of manifests:// is wrong: " + e.getMessage(), e);
        }
    }
}
