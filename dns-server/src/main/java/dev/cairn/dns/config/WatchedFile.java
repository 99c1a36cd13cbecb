// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A file that a directive names, read at the start and again when it has changed: when its time of change, its size or the file behind
 * its name is another one.
 *
 * <p><b>Thread-safe.</b>
 */
public final class WatchedFile implements AutoCloseable {

    private static final int MAX_BYTES = 64 << 20;

    /** Gets what the file says. Never called by two threads at once. */
    public interface Reader {
        /** The file was read. */
        void read(String text, Instant changed);

        /** It cannot be read, or cannot any longer; told once, until it can be read again. */
        void failed(String reason);
    }

    private record Version(
            FileTime changed, long bytes, @Nullable Object key) {}

    private final Path file;
    private final Duration interval;
    private final Reader reader;
    private @Nullable Version seen; // guarded by this
    private boolean failing; // guarded by this
    private @Nullable Runnable stop; // guarded by this

    /**
     * A file that is not read yet.
     *
     * @param interval from one look to the next; zero for one look only
     */
    public WatchedFile(Path file, Duration interval, Reader reader) {
        this.file = Objects.requireNonNull(file, "file");
        this.interval = Objects.requireNonNull(interval, "interval");
        this.reader = Objects.requireNonNull(reader, "reader");
    }

    /** Reads the file on this thread, and looks at it from time to time on another one, until it is closed. */
    public synchronized void start() {
        look();
        if (interval.isZero() || stop != null) {
            return;
        }
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "dns-file");
            thread.setDaemon(true);
            return thread;
        });
        long nanos = interval.toNanos();
        Future<?> looks = started.scheduleWithFixedDelay(this::look, nanos, nanos, TimeUnit.NANOSECONDS);
        stop = () -> {
            looks.cancel(false);
            started.shutdown();
        };
    }

    /** Reads the file if it has changed since it was read. */
    synchronized void look() {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            Version version = new Version(now.lastModifiedTime(), now.size(), now.fileKey());
            if (!version.equals(seen)) {
                reader.read(content(), now.lastModifiedTime().toInstant());
                seen = version;
            }
            failing = false;
        } catch (IOException | RuntimeException e) { // a reader's failure must not end the timer
            if (!failing) {
                failing = true;
                reader.failed(e.toString());
            }
        }
    }

    private String content() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException("it is larger than 64 MiB");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** Ends the looking. */
    @Override
    public synchronized void close() {
        if (stop != null) {
            stop.run();
        }
    }
}
