// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests;

import dev.cairn.discovery.ClusterWatcher;
import dev.cairn.discovery.DiscoveryException;
import dev.cairn.discovery.DiscoverySource;
import dev.cairn.discovery.Selection;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServiceWatcher;
import dev.cairn.discovery.Watch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A source that reads a folder of Kubernetes manifests, does with them what a control plane would, and follows every change of the
 * files.
 *
 * <p>The folder is taken as a whole. While anything in it is wrong, the last good state stays in service, watchers are told through
 * {@link dev.cairn.discovery.OriginWatcher#onFailure}, and each problem is logged with file and line.
 *
 * <p>Label selectors are met by what a control plane would hold: a slice that it makes has the labels of its Service, and its own.
 *
 * <p><b>Thread-safe.</b>
 */
public final class ManifestDiscovery implements DiscoverySource {
    private static final long CLOSE_WAIT_MILLIS = TimeUnit.SECONDS.toMillis(10);

    private final FolderModels models;
    private final FolderPoller poller;
    private final Thread thread;

    ManifestDiscovery(ManifestDiscoveryBuilder builder) {
        Path folder = builder.folder();
        models = new FolderModels(folder.toString());
        Reloader reloader = new Reloader(folder, builder.newControlPlane(), models);
        try {
            FolderScan scan = FolderScan.of(folder);
            reloader.load(scan);
            poller = new FolderPoller(folder, builder.pollMillis(), builder.settleMillis(), reloader, scan);
        } catch (IOException e) {
            throw DiscoveryException.permanentFailure("cannot read " + folder + ": " + e, e);
        }
        thread = new Thread(poller, "discovery-manifests");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * A builder for a folder, or for a single file.
     *
     * <p>Defaults: service CIDRs {@code 10.96.0.0/16} and {@code fd00:10:96::/112}, pod CIDRs {@code 10.244.0.0/16} and {@code
     * fd00:10:244::/64}, node ports 30000 to 32767, a look at the folder every 500 ms, and 100 ms without a change before it is read.
     */
    public static ManifestDiscoveryBuilder builder(Path folder) {
        return new ManifestDiscoveryBuilder(folder);
    }

    @Override
    public Watch watch(ServiceName name, ServiceWatcher watcher) {
        return models.whole().watch(name, watcher);
    }

    @Override
    public Watch watchAll(Selection selection, ClusterWatcher watcher) {
        return models.of(selection).watchAll(selection, watcher);
    }

    @Override
    public String origin() {
        return models.whole().origin();
    }

    /** Ends all watches; when it returns, the folder is read no more. */
    @Override
    public void close() {
        poller.close();
        models.close();
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(CLOSE_WAIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
