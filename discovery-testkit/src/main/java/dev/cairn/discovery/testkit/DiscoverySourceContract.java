// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.testkit;

import org.junit.jupiter.api.AfterEach;

/**
 * What every {@link dev.cairn.discovery.DiscoverySource} does, as tests: extend it and say how to open an origin.
 *
 * <pre>{@code
 * class FolderDiscoveryContractTest extends DiscoverySourceContract implements OriginLossContract {
 *     public TestOrigin open() {
 *         return new FolderOrigin(folder); // writes KubernetesJson to files
 *     }
 * }
 * }</pre>
 *
 * <p>Sources implement further contracts for what only some of them can do: {@link FirstSyncContract}, {@link OriginLossContract},
 * {@link PodsAndNodesContract}.
 */
public abstract class DiscoverySourceContract
        implements ServiceWatchContract, ClusterWatchContract, CloseContract, WatcherContract {
    private final ContractRun run = new ContractRun();

    @Override
    public final ContractRun run() {
        return run;
    }

    /** Closes the origins and checks the invariants. */
    @AfterEach
    final void endRun() {
        run.close();
    }
}
