// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.walkthrough;

import dev.cairn.e2e.cluster.Cluster;
import dev.cairn.e2e.cluster.Command;
import dev.cairn.e2e.cluster.OtherHost;
import dev.cairn.e2e.cluster.Settings;
import dev.cairn.e2e.report.Report;
import dev.cairn.e2e.report.Section;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Runs the blocks of a README one after another, and fails when the test and the README are not at the same place. What the commands
 * write goes into {@code transcript.txt} too. <b>Confined to</b> one thread.
 */
final class Script {
    private static final int TRIES = 5;

    private final Deque<Step> steps;
    private final Deque<Step.Block> blocks = new ArrayDeque<>();
    private final OtherHost outside;
    private final Map<String, String> environment;
    private final Path transcript;
    private String title = "";
    private long startedNanos;

    Script(Path readme, Cluster cluster, OtherHost outside) {
        Path folder = Settings.newFolder("walkthrough");
        Path programs = Settings.program("kubectl").toAbsolutePath().getParent();
        this.steps = new ArrayDeque<>(Step.parse(read(readme)));
        this.outside = outside;
        this.environment = Map.of(
                "PATH", programs + ":" + System.getenv("PATH"),
                "KUBECONFIG", cluster.plane().adminKubeconfig().toString(),
                "KUBECACHEDIR", folder.resolve("kubectl-cache").toString());
        this.transcript = folder.resolve("transcript.txt");
    }

    /** Goes on to the next step, which must have this title. */
    void begin(String wanted) {
        checkAllBlocksRan();
        Step step = steps.poll();
        if (step == null || !step.title().equals(wanted)) {
            throw new AssertionError(
                    "the test comes to \"" + wanted + "\", the README to " + (step == null ? "its end" : step.title()));
        }
        title = wanted;
        blocks.addAll(step.blocks());
        startedNanos = System.nanoTime();
        write("\n## " + title + "\n");
    }

    /** Runs the next block of the step, which must be for this place; what it wrote, errors too. */
    String run(Place place) {
        return runUntil(place, output -> true);
    }

    /** The same, and again, a few times, until it writes what is wanted: what kube-proxy does follows a little later. */
    String runUntil(Place place, Predicate<String> isWanted) {
        Step.Block block = blocks.poll();
        if (block == null || block.place() != place) {
            throw new AssertionError(title + ": the test wants a block for " + place + ", the README has " + block);
        }
        String output = succeed(block);
        for (int tries = 1; tries < TRIES && !isWanted.test(output); tries++) {
            output = succeed(block);
        }
        if (!isWanted.test(output)) {
            throw new AssertionError(
                    title + ": not what is wanted, " + TRIES + " times:\n" + block.commands() + output);
        }
        return output;
    }

    /** Ends the step with a row in the report. */
    void end(String seen) {
        checkAllBlocksRan();
        Report.add(Section.WALK_THROUGH, title, "%s; %.1f s", seen, secondsSince(startedNanos));
    }

    /** Fails when the README goes on. */
    void checkFinished() {
        if (!steps.isEmpty()) {
            throw new AssertionError("the README goes on with " + steps.peek().title());
        }
    }

    private String succeed(Step.Block block) {
        List<String> line = List.of("bash", "-e", "-c", "cd \"$1\"\n" + block.commands(), "walkthrough", root());
        long beganNanos = System.nanoTime();
        Command command =
                block.place() == Place.OUTSIDE ? outside.run(environment, line) : Command.run(environment, line);
        write("\n%s$ %s%s(%.1f s)\n"
                .formatted(block.place(), block.commands(), command.output(), secondsSince(beganNanos)));
        return command.succeeds();
    }

    private void checkAllBlocksRan() {
        if (!blocks.isEmpty()) {
            throw new AssertionError(title + ": the test has left out " + blocks);
        }
    }

    private void write(String text) {
        try {
            Files.writeString(transcript, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / (double) TimeUnit.SECONDS.toNanos(1);
    }

    private static String root() {
        return Settings.root().toString();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
