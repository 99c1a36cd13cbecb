// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until something may have changed in some directories. It only shortens the wait: what is found is found by scanning, since
 * network file systems, links and some platforms give no events.
 *
 * <p><b>Confined to</b> one thread, but for {@link #close}.
 */
final class DirectoryWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryWatch.class);

    private final @Nullable WatchService service;
    private final Map<Path, WatchKey> keys = new HashMap<>();
    private final Set<Path> refused = new HashSet<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    DirectoryWatch(FileSystem fileSystem) {
        this.service = open(fileSystem);
    }

    private static @Nullable WatchService open(FileSystem fileSystem) {
        try {
            return fileSystem.newWatchService();
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debug("no file events, changes are found by scanning alone", e);
            return null;
        }
    }

    /** Watches exactly these directories from now on, as far as the platform lets it. */
    void cover(Set<Path> directories) {
        if (service == null) {
            return;
        }
        Set<Path> wanted = new HashSet<>();
        for (Path directory : directories) {
            try {
                // A link that is pointed elsewhere is another directory.
                wanted.add(directory.toRealPath());
            } catch (IOException e) {
                LOG.debug("{} is gone already", directory, e);
            }
        }
        keys.entrySet().removeIf(entry -> {
            boolean isUnwanted =
                    !wanted.contains(entry.getKey()) || !entry.getValue().isValid();
            if (isUnwanted) {
                entry.getValue().cancel();
            }
            return isUnwanted;
        });
        refused.retainAll(wanted);
        wanted.removeAll(keys.keySet());
        wanted.removeAll(refused);
        wanted.forEach(directory -> register(service, directory));
    }

    /** Waits for an event, for the time to pass, or for the end; says whether to go on. */
    boolean await(long timeoutMillis) throws InterruptedException {
        if (service == null) {
            return !closed.await(timeoutMillis, TimeUnit.MILLISECONDS);
        }
        try {
            WatchKey key = service.poll(timeoutMillis, TimeUnit.MILLISECONDS);
            while (key != null) {
                key.pollEvents();
                key.reset();
                key = service.poll();
            }
        } catch (ClosedWatchServiceException e) {
            return false;
        }
        return closed.getCount() > 0;
    }

    /** Waits for the time to pass or for the end, whatever happens; says whether to go on. */
    boolean pause(long timeoutMillis) throws InterruptedException {
        return !closed.await(timeoutMillis, TimeUnit.MILLISECONDS);
    }

    /** Ends every wait. */
    @Override
    public void close() {
        closed.countDown();
        if (service != null) {
            try {
                service.close();
            } catch (IOException e) {
                LOG.debug("closing the file events failed", e);
            }
        }
    }

    private void register(WatchService events, Path directory) {
        try {
            keys.put(directory, directory.register(events, ENTRY_CREATE, ENTRY_DELETE, ENTRY_MODIFY));
        } catch (IOException | ClosedWatchServiceException e) {
            if (refused.add(directory)) {
                LOG.debug("no file events for {}, its changes are found by scanning alone", directory, e);
            }
        }
    }
}
