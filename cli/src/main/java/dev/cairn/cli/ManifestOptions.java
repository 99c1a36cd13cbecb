// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import dev.cairn.discovery.manifests.ManifestDiscovery;
import dev.cairn.discovery.manifests.ManifestDiscoveryBuilder;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** How addresses are allotted to what stands in manifests. */
final class ManifestOptions {
    @Option(
            names = "--service-cidr",
            paramLabel = "CIDR",
            split = ",",
            description =
                    "Where cluster IPs come from, one block of each family at most; the family of the first is that of Services"
                            + " which name none (default: 10.96.0.0/16,fd00:10:96::/112).")
    private List<String> serviceCidrs = List.of();

    @Option(
            names = "--pod-cidr",
            paramLabel = "CIDR",
            split = ",",
            description = "Where pod addresses come from, one block of each family at most"
                    + " (default: 10.244.0.0/16,fd00:10:244::/64).")
    private List<String> podCidrs = List.of();

    /**
     * A builder of a source that reads the folder so.
     *
     * @throws IllegalArgumentException when an option is no CIDR
     */
    ManifestDiscoveryBuilder builder(Path folder) {
        ManifestDiscoveryBuilder builder = ManifestDiscovery.builder(folder);
        if (!serviceCidrs.isEmpty()) {
            builder.serviceCidrs(serviceCidrs.toArray(String[]::new));
        }
        if (!podCidrs.isEmpty()) {
            builder.podCidrs(podCidrs.toArray(String[]::new));
        }
        return builder;
    }

    boolean isSet() {
        return !serviceCidrs.isEmpty() || !podCidrs.isEmpty();
    }
}
