// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.state;

import dev.cairn.discovery.ClusterWatcher;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * The state of one cluster in one file, which is replaced as a whole or stays as it is.
 *
 * <p>The file begins with eight octets of its own and the version of its format, and ends with the length of what stands between, and a
 * CRC-32C of all before. Between stand, compressed, what it is a state of, when it was known to be that, and a record for each
 * namespace and each Service. A file is read whole or not at all: one that is damaged, of another version, or of something else is
 * refused.
 *
 * <p>Writing and reading hold a few buffers and no copy of the state.
 *
 * <p><b>Confined to</b> one thread. Several processes may use the same file: whoever wrote last has written all of it.
 */
public final class StateFile {
    static final int VERSION = 1;
    static final int HEADER_BYTES = Long.BYTES + Integer.BYTES;
    static final int TRAILER_BYTES = Long.BYTES + Integer.BYTES;

    private static final long MAGIC = 0x43_41_49_52_4E_44_4E_53L; // "CAIRNDNS"
    private static final int BUFFER_BYTES = 8192;
    private static final long MAX_BYTES = 256L << 20; // of the file, and of what it holds
    private static final String UNFINISHED = ".new";

    private final Path file;
    private final String subject;

    /**
     * A file, which need not exist.
     *
     * @param subject what its content is a state of; a file of another subject is refused
     */
    public StateFile(Path file, String subject) {
        this.file = Objects.requireNonNull(file, "file");
        this.subject = Objects.requireNonNull(subject, "subject");
    }

    /** Where it is. */
    public Path path() {
        return file;
    }

    /**
     * Replaces the file. When this returns, the new one has reached the disk.
     *
     * @param knownAt when the content was the state of the cluster
     * @param content tells the watcher each namespace and each Service once
     * @return how many octets the file has
     * @throws IOException with the old file in its place
     */
    public long write(Instant knownAt, Consumer<ClusterWatcher> content) throws IOException {
        Path folder = folder();
        Files.createDirectories(folder);
        Path unfinished = Files.createTempFile(folder, file.getFileName().toString(), UNFINISHED);
        try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
            writeAll(channel, knownAt, content);
            channel.force(true);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            syncFolder(folder);
            return channel.size();
        } catch (UncheckedIOException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private Path folder() {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "parent");
    }

    private void writeAll(FileChannel channel, Instant knownAt, Consumer<ClusterWatcher> content) throws IOException {
        CRC32C checksum = new CRC32C();
        OutputStream raw = Channels.newOutputStream(channel);
        OutputStream checked = new CheckedOutputStream(raw, checksum);
        checked.write(
                ByteBuffer.allocate(HEADER_BYTES).putLong(MAGIC).putInt(VERSION).array());
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            DeflaterOutputStream body = new DeflaterOutputStream(checked, deflater, BUFFER_BYTES);
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(body, BUFFER_BYTES));
            out.writeUTF(subject);
            out.writeLong(knownAt.toEpochMilli());
            StateWriter writer = new StateWriter(out);
            content.accept(writer);
            writer.end();
            out.flush();
            body.finish();
        } finally {
            deflater.end();
        }
        long bodyBytes = channel.position() - HEADER_BYTES;
        checked.write(ByteBuffer.allocate(Long.BYTES).putLong(bodyBytes).array());
        raw.write(ByteBuffer.allocate(Integer.BYTES)
                .putInt((int) checksum.getValue())
                .array());
    }

    /** A rename is only as lasting as the folder that it happened in. */
    private static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Takes away what a process left that ended while it wrote. */
    public void deleteUnfinished() throws IOException {
        Path folder = folder();
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, file.getFileName() + "*" + UNFINISHED)) {
            for (Path unfinished : left) {
                Files.deleteIfExists(unfinished);
            }
        }
    }

    /**
     * Reads the file; empty if there is none.
     *
     * @throws UnusableStateException if it cannot be read, is damaged, or is not for this server
     */
    public Optional<SavedState> read() throws UnusableStateException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            check(channel);
            return Optional.of(decode(channel.position(HEADER_BYTES)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (UnusableStateException e) {
            throw e;
        } catch (EOFException e) {
            throw new UnusableStateException("it ends too early", e);
        } catch (IOException | RuntimeException e) { // values that no model takes
            throw new UnusableStateException(e.toString(), e);
        }
    }

    /** Refuses all that was not written by this version, whole. */
    private static void check(FileChannel channel) throws IOException {
        long size = channel.size();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        readFully(channel, buffer.limit((int) Math.min(size, HEADER_BYTES)));
        if (size < HEADER_BYTES || buffer.getLong(0) != MAGIC) {
            throw new UnusableStateException("it is not a state of this server");
        }
        int version = buffer.getInt(Long.BYTES);
        if (version != VERSION) {
            throw new UnusableStateException("its format is version " + version + ", and only " + VERSION + " is read");
        }
        long bodyBytes = size - HEADER_BYTES - TRAILER_BYTES;
        if (bodyBytes < 0 || size > MAX_BYTES) {
            throw new UnusableStateException("it has " + size + " octets");
        }
        CRC32C checksum = new CRC32C();
        channel.position(0);
        for (long left = size - Integer.BYTES; left > 0; left -= buffer.limit()) {
            readFully(channel, buffer.clear().limit((int) Math.min(left, BUFFER_BYTES)));
            checksum.update(buffer.flip());
        }
        readFully(channel.position(size - TRAILER_BYTES), buffer.clear().limit(TRAILER_BYTES));
        if (buffer.getLong(0) != bodyBytes || buffer.getInt(Long.BYTES) != (int) checksum.getValue()) {
            throw new UnusableStateException("it is damaged: length and checksum do not match");
        }
    }

    private static void readFully(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException();
            }
        }
    }

    private SavedState decode(FileChannel channel) throws IOException {
        try (InflaterInputStream body = new InflaterInputStream(
                        new BufferedInputStream(Channels.newInputStream(channel), BUFFER_BYTES));
                DataInputStream in =
                        new DataInputStream(new BufferedInputStream(new BoundedInput(body, MAX_BYTES), BUFFER_BYTES))) {
            String found = in.readUTF();
            if (!found.equals(subject)) {
                throw new UnusableStateException("it is the state of " + found + ", and not of " + subject);
            }
            return new StateReader(in, Instant.ofEpochMilli(in.readLong())).read();
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
