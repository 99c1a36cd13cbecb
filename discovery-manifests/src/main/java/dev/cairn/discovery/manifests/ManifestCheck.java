// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests;

import dev.cairn.discovery.DiscoveryException;
import dev.cairn.discovery.ServiceSnapshot;
import dev.cairn.discovery.manifests.cluster.ControlPlane;
import dev.cairn.discovery.manifests.cluster.World;
import dev.cairn.discovery.manifests.object.Manifest;
import dev.cairn.discovery.manifests.yaml.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Reads a folder once, for its report. */
final class ManifestCheck {
    private ManifestCheck() {}

    static ManifestReport of(Path folder, ControlPlane controlPlane) {
        Problems problems = new Problems();
        try {
            FolderScan scan = FolderScan.of(folder);
            List<Manifest> manifests = new ManifestFolder().read(scan, problems);
            World world = controlPlane.next(manifests, problems);
            return report(folder, scan.files().size(), problems, world);
        } catch (IOException e) {
            throw DiscoveryException.permanentFailure("cannot read " + folder + ": " + e, e);
        }
    }

    private static ManifestReport report(Path folder, int files, Problems problems, World world) {
        Instant now = Instant.now();
        return new ManifestReport(
                files,
                problems.all().stream()
                        .map(ManifestProblem::of)
                        .sorted(Comparator.comparing(ManifestProblem::file).thenComparingInt(ManifestProblem::line))
                        .toList(),
                world.services().values().stream()
                        .map(state -> ServiceSnapshot.of(state.service(), state.groups(), 1, folder.toString(), now))
                        .toList(),
                List.copyOf(world.pods().values()),
                List.copyOf(world.namespaces().values()));
    }
}
