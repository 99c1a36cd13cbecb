// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import dev.cairn.dns.cluster.ClusterModel;
import dev.cairn.dns.state.SavedState;
import dev.cairn.dns.state.StateFile;
import dev.cairn.dns.state.UnusableStateException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state of one model and the file that it is kept in.
 *
 * <p>The file also says when the state was known to be that of the cluster, so it is written from time to time without a change, too,
 * while the source has its origin.
 *
 * <p>Confined to one thread but for {@link #writtenAt()}.
 */
final class KeptState {
    /** Between two writes of a model that changes all the time. */
    static final Duration CHANGE_INTERVAL = Duration.ofSeconds(30);

    /** Between two writes of a model that does not change: by so much the state may seem older than it is. */
    static final Duration CONFIRM_INTERVAL = Duration.ofMinutes(2);

    private static final Logger LOG = LoggerFactory.getLogger(DnsServer.class);

    private final StateFile file;
    private final ClusterModel model;
    private final String origin;
    private final InstantSource clock;
    private volatile Instant writtenAt = Instant.EPOCH;
    private Instant triedAt = Instant.MIN;
    private int writtenSerial;
    private boolean isWritten;
    private boolean hasFailed;
    private boolean isGivenUp;

    KeptState(StateFile file, ClusterModel model, String origin, InstantSource clock) {
        this.file = file;
        this.model = model;
        this.origin = origin;
        this.clock = clock;
    }

    boolean isOf(ClusterModel other) {
        return model == other;
    }

    /** Fills the model from the file, if that holds anything that may be served. */
    void restore() {
        try {
            file.deleteUnfinished();
            file.read().ifPresent(this::restore);
        } catch (UnusableStateException e) {
            LOG.warn("cannot use the state in {}: {}; starting without it", file, e.getMessage());
        } catch (IOException e) {
            LOG.warn("cannot look into the folder of {}: {}; starting without a state", file, e.toString());
        }
    }

    private void restore(SavedState saved) {
        model.restore(saved.knownAt(), saved.namespaces(), saved.services());
        LOG.info(
                "restored {} services and {} endpoints from {}, {} old: answered with short TTLs until {} has been read",
                model.serviceCount(),
                model.endpointCount(),
                file,
                text(model.restoredAge()),
                origin);
        model.whenSynced().thenRun(() -> LOG.info("the restored state is replaced by what was read from {}", origin));
    }

    private static String text(Duration age) {
        return age.toSeconds() + " s";
    }

    /** Writes what is due; at the end of the server that is all that the file does not have yet. */
    void look(boolean isEnd) {
        if (model.isRestored() && !isGivenUp && model.restoredAge().compareTo(ClusterModel.MAX_READY_AGE) >= 0) {
            isGivenUp = true;
            LOG.warn(
                    "the restored state is {} old: not ready any more until {} can be read, and still answering from it",
                    text(model.restoredAge()),
                    origin);
        }
        if (isDue(isEnd)) {
            write();
        }
    }

    /** A model that is not synced or holds nothing is no state to come back to. */
    private boolean isDue(boolean isEnd) {
        if (!model.isSynced() || model.serviceCount() == 0) {
            return false;
        }
        boolean isChanged = !isWritten || hasFailed || model.serial() != writtenSerial;
        boolean isConfirmed = model.staleness().isZero();
        if (isEnd || triedAt.equals(Instant.MIN)) {
            return isChanged || isConfirmed;
        }
        Duration since = Duration.between(triedAt, clock.instant());
        return since.isNegative() // the clock was set back
                || isChanged && since.compareTo(CHANGE_INTERVAL) >= 0
                || isConfirmed && since.compareTo(CONFIRM_INTERVAL) >= 0;
    }

    private void write() {
        triedAt = clock.instant();
        int serial = model.serial(); // before what it stands for
        long startNanos = System.nanoTime();
        try {
            long bytes = file.write(model.knownAt(), model::show);
            logWritten(bytes, System.nanoTime() - startNanos);
            isWritten = true;
            hasFailed = false;
            writtenAt = triedAt;
            writtenSerial = serial;
        } catch (IOException | RuntimeException e) { // whatever it is, it must not end the thread that tries again
            if (!hasFailed) {
                LOG.warn(
                        "cannot write the state to {}: {}; serving goes on, and it is tried again", file, e.toString());
            }
            hasFailed = true;
        }
    }

    /** When the file was written last by this process; the epoch if it was not. Thread-safe. */
    Instant writtenAt() {
        return writtenAt;
    }

    private void logWritten(long bytes, long durationNanos) {
        if (!isWritten || hasFailed) {
            LOG.info(
                    "wrote the state of {} services to {}: {} KiB in {} ms",
                    model.serviceCount(),
                    file,
                    (bytes + 1023) / 1024,
                    Duration.ofNanos(durationNanos).toMillis());
        }
    }
}
