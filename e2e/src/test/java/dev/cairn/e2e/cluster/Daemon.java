// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A program that runs until it is stopped, with its output in a file. Thread-safe. */
public final class Daemon implements AutoCloseable {
    private static final int STOP_SECONDS = 10;
    private static final int LAST_LINES = 30;

    private final String name;
    private final Path log;
    private final Process process;

    private Daemon(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /** Starts it; its output is added to {@code FOLDER/NAME.log}. */
    public static Daemon start(String name, Path folder, List<String> command) {
        Path log = folder.resolve(name + ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            process.getOutputStream().close();
            return new Daemon(name, log, process);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name + ": " + e, e);
        }
    }

    /** Starts it and waits until {@code isReady}; stops it when that fails, so that its ports are free. */
    public static Daemon startReady(
            String name, Path folder, List<String> command, int seconds, BooleanSupplier isReady) {
        Daemon daemon = start(name, folder, command);
        try {
            return daemon.await(seconds, isReady);
        } catch (AssertionError | RuntimeException e) {
            daemon.close();
            throw e;
        }
    }

    /** Its process number. */
    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it wrote so far. */
    public Path log() {
        return log;
    }

    /** Waits until {@code isReady}; fails with the end of the log when it ends before, or when the time is up. */
    public Daemon await(int seconds, BooleanSupplier isReady) {
        Waiting.until(
                seconds,
                () -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException(
                                name + " ended with " + process.exitValue() + ":\n" + lastLines());
                    }
                    return isReady.getAsBoolean();
                },
                () -> name + " was not ready after " + seconds + " s:\n" + lastLines());
        return this;
    }

    /** Sends it a signal, by the name that {@code kill} knows. */
    public void signal(String name) {
        Command.run("kill", "-s", name, String.valueOf(pid())).succeeds();
    }

    /** Waits until it has ended by itself; its exit code. */
    public int awaitEnd() {
        if (!await(STOP_SECONDS)) {
            throw new IllegalStateException(name + " is still there:\n" + lastLines());
        }
        return process.exitValue();
    }

    /** Ends it without notice. */
    public void kill() {
        process.destroyForcibly();
        await(STOP_SECONDS);
    }

    /** Stops it with SIGTERM, and with SIGKILL where that is not heeded. */
    @Override
    public void close() {
        stop(STOP_SECONDS);
    }

    /** The same, with this time between the two. */
    void stop(long graceSeconds) {
        process.destroy();
        if (!await(graceSeconds)) {
            kill();
        }
    }

    private boolean await(long seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + name + " stops", e);
        }
    }

    private String lastLines() {
        try (Stream<String> lines = Files.lines(log)) {
            List<String> all = lines.toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - LAST_LINES), all.size()));
        } catch (IOException e) {
            return "(its log " + log + " cannot be read: " + e + ")";
        }
    }
}
