// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.calls;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** {@link PlainClient} in a JVM of its own, with nothing on its class path that could change how names are resolved. */
final class PlainCaller implements Caller {
    private final String name;
    private final Process process;
    private final PrintWriter questions;
    private final BufferedReader answers;

    private PlainCaller(String name, String url) {
        this.name = name;
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = Path.of(PlainClient.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
        try {
            process = new ProcessBuilder(
                            List.of(java, "-XX:+UseSerialGC", "-cp", classes, PlainClient.class.getName(), url))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        questions = new PrintWriter(process.getOutputStream(), true, StandardCharsets.US_ASCII);
        answers = process.inputReader(StandardCharsets.US_ASCII);
    }

    /** Begins to call the URL. */
    static Caller start(String name, String url) {
        return new PlainCaller(name, url);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Tally take() {
        questions.println();
        try {
            String line = answers.readLine();
            if (line == null) {
                throw new IllegalStateException(name + " has ended");
            }
            return Tally.parse(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The JDK's client may send a request once more by itself, and does not say so. */
    @Override
    public OptionalLong takeRetries() {
        return OptionalLong.empty();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
