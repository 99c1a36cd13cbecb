// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that the files of a folder have changed, waits until whoever writes them has finished, and has them read.
 *
 * <p><b>Confined to</b> its thread, but for {@link #close}.
 */
final class FolderPoller implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FolderPoller.class);
    private static final long MAX_SETTLE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Path folder;
    private final long pollMillis;
    private final long settleMillis;
    private final Reloader reloader;
    private final DirectoryWatch events;
    private @Nullable FolderScan seen;

    FolderPoller(Path folder, long pollMillis, long settleMillis, Reloader reloader, FolderScan seen) {
        this.folder = folder;
        this.pollMillis = pollMillis;
        this.settleMillis = settleMillis;
        this.reloader = reloader;
        this.events = new DirectoryWatch(folder.getFileSystem());
        this.seen = seen;
        events.cover(seen.directories());
    }

    @Override
    public void run() {
        try {
            while (events.await(pollMillis)) {
                poll();
            }
        } catch (InterruptedException e) {
            LOG.debug("interrupted, {} is watched no more", folder);
        }
    }

    @Override
    public void close() {
        events.close();
    }

    private void poll() throws InterruptedException {
        try {
            FolderScan scan = FolderScan.of(folder);
            if (seen != null && scan.files().equals(seen.files())) {
                reloader.repeatOutage();
                return;
            }
            FolderScan settled = settle(scan);
            if (settled == null) {
                return;
            }
            events.cover(settled.directories());
            seen = settled;
            reloader.reload(settled);
        } catch (IOException e) {
            seen = null;
            if (e instanceof NoSuchFileException && Files.exists(folder)) {
                LOG.debug("a file went away while {} was read, which is read again", folder, e);
            } else {
                reloader.unreadable(e);
                reloader.repeatOutage();
            }
        } catch (RuntimeException e) {
            LOG.error("reading {} failed; it is read again when it changes", folder, e);
        }
    }

    /** The scan that stays the same for the settle time, or the last one of a folder that never rests; null at the end. */
    private @Nullable FolderScan settle(FolderScan first) throws IOException, InterruptedException {
        long deadlineNanos = System.nanoTime() + MAX_SETTLE_NANOS;
        FolderScan last = first;
        while (events.pause(settleMillis)) {
            FolderScan next = FolderScan.of(folder);
            if (next.files().equals(last.files()) || System.nanoTime() - deadlineNanos > 0) {
                return next;
            }
            last = next;
        }
        return null;
    }
}
