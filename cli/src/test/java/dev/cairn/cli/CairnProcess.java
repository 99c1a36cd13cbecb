// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** The command in a JVM of its own, on the class path of the test, with the log that users see. */
final class CairnProcess implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Process process;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final Thread reader;

    private CairnProcess(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "cairn-output");
        reader.setDaemon(true);
        reader.start();
    }

    static CairnProcess start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                // the file of that name in the tests' resources would come first
                "-Dlogback.configurationFile=logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return new CairnProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
            }
        } catch (IOException e) {
            output.add("reading ended with " + e);
        }
    }

    /** Waits for a line that holds the pattern; returns its first group. */
    String awaitLine(String regex) {
        Pattern pattern = Pattern.compile(regex);
        Awaitility.await()
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(find(pattern))
                        .as(() -> regex + " in " + output)
                        .isPresent());
        return find(pattern).orElseThrow();
    }

    private Optional<String> find(Pattern pattern) {
        return output.stream()
                .map(pattern::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(matcher.groupCount() == 0 ? 0 : 1))
                .findFirst();
    }

    List<String> output() {
        return output;
    }

    /** Sends SIGTERM and waits for the end. */
    int stop() throws InterruptedException {
        process.destroy();
        return awaitExit();
    }

    /** Waits for the end; returns the exit code. */
    int awaitExit() throws InterruptedException {
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .as(() -> "it ends in time, has said " + output)
                .isTrue();
        reader.join(LIMIT.toMillis());
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
