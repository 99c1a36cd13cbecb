// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that ran to its end.
 *
 * @param output what it wrote, errors too
 */
public record Command(List<String> line, int exitCode, String output) {
    private static final int SECONDS = 60;

    /** Runs it, for at most a minute. */
    public static Command run(String... line) {
        return run(Map.of(), List.of(line));
    }

    /** The same with more variables in its environment. */
    public static Command run(Map<String, String> environment, List<String> line) {
        try {
            ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            // The output ends with the program, or with the watch that ends it.
            Thread watch = new Thread(() -> endLate(process), "command-watch");
            watch.setDaemon(true);
            watch.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            watch.interrupt();
            return new Command(line, code, output);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + line + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + line + " runs", e);
        }
    }

    private static void endLate(Process process) {
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            // It ended in time.
            Thread.currentThread().interrupt();
        }
    }

    /** Its output; fails unless it ended with 0. */
    public String succeeds() {
        if (exitCode != 0) {
            throw new AssertionError(String.join(" ", line) + " ended with " + exitCode + ":\n" + output);
        }
        return output;
    }
}
