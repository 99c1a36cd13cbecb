// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests;

import dev.cairn.discovery.testkit.DiscoverySourceContract;
import dev.cairn.discovery.testkit.OriginLossContract;
import dev.cairn.discovery.testkit.PodsAndNodesContract;
import dev.cairn.discovery.testkit.TestOrigin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The contract of every source, with files as the origin. */
class ManifestDiscoveryContractIT extends DiscoverySourceContract implements OriginLossContract, PodsAndNodesContract {
    @TempDir
    private Path directory;

    @Override
    public TestOrigin open() {
        return openOrigin();
    }

    @Override
    public LosableOrigin openLosable() {
        return openOrigin();
    }

    @Override
    public PopulatedOrigin openPopulated() {
        return openOrigin();
    }

    private FolderOrigin openOrigin() {
        try {
            return new FolderOrigin(Files.createTempDirectory(directory, "manifests"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
