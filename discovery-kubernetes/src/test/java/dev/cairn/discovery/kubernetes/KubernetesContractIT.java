// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import dev.cairn.discovery.testkit.DiscoverySourceContract;
import dev.cairn.discovery.testkit.FirstSyncContract;
import dev.cairn.discovery.testkit.OriginLossContract;
import dev.cairn.discovery.testkit.PodsAndNodesContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The contract of a discovery source, with streaming lists. */
class KubernetesContractIT extends DiscoverySourceContract
        implements FirstSyncContract, OriginLossContract, PodsAndNodesContract {
    @TempDir
    Path folder;

    ScriptedOrigin newOrigin() {
        return new ScriptedOrigin(folder);
    }

    @Override
    public final ScriptedOrigin open() {
        return newOrigin();
    }

    @Override
    public final HeldOrigin openHeld() {
        ScriptedOrigin origin = newOrigin();
        origin.api().hold();
        return origin;
    }

    @Override
    public final LosableOrigin openLosable() {
        return newOrigin();
    }

    @Override
    public final PopulatedOrigin openPopulated() {
        return newOrigin();
    }
}
