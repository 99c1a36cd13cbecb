// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests;

import dev.cairn.discovery.DiscoveryException;
import dev.cairn.discovery.manifests.cluster.ControlPlane;
import dev.cairn.discovery.manifests.cluster.World;
import dev.cairn.discovery.manifests.object.Manifest;
import dev.cairn.discovery.manifests.yaml.Problems;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a folder into the models, all of it or nothing: while anything is wrong, the last good state stays.
 *
 * <p><b>Confined to</b> one thread at a time.
 */
final class Reloader {
    private static final Logger LOG = LoggerFactory.getLogger(ManifestDiscovery.class);
    private static final int MAX_LOGGED_PROBLEMS = 10;
    private static final long STALE_REPEAT_NANOS = Duration.ofSeconds(10).toNanos();

    private final Path folder;
    private final ControlPlane controlPlane;
    private final FolderModels models;
    private final ManifestFolder files = new ManifestFolder();
    private World world = World.EMPTY;
    private List<ManifestProblem> warnings = List.of();
    private @Nullable Outage outage;

    Reloader(Path folder, ControlPlane controlPlane, FolderModels models) {
        this.folder = folder;
        this.controlPlane = controlPlane;
        this.models = models;
    }

    /**
     * Reads the folder for the first time.
     *
     * @throws DiscoveryException when anything is wrong with it
     * @throws IOException when it cannot be read
     */
    void load(FolderScan scan) throws IOException {
        Problems problems = new Problems();
        World next = read(scan, problems);
        List<ManifestProblem> errors = errors(problems);
        if (!errors.isEmpty()) {
            throw DiscoveryException.permanentFailure(folder + " cannot be served:" + lines(errors));
        }
        models.apply(new WorldChange(world, next));
        world = next;
        if (scan.files().isEmpty()) {
            LOG.info("{}: no manifests yet, nothing is served until there are some", folder);
        } else {
            LOG.info("{}: {} from {} files", folder, next, scan.files().size());
        }
        logNewWarnings(problems);
    }

    /**
     * Reads the folder again.
     *
     * @throws IOException when it cannot be read
     */
    void reload(FolderScan scan) throws IOException {
        Problems problems = new Problems();
        World next = read(scan, problems);
        List<ManifestProblem> errors = errors(problems);
        if (!errors.isEmpty()) {
            report(errors);
            return;
        }
        WorldChange change = new WorldChange(world, next);
        models.apply(change);
        world = next;
        if (outage != null) {
            outage = null;
            models.fresh();
            LOG.info("{}: mended, its state is served again", folder);
        }
        if (!change.isEmpty()) {
            LOG.info("{}: {}", folder, change);
        }
        logNewWarnings(problems);
    }

    /** Tells watchers again, from time to time, that the folder cannot be served as it is. */
    void repeatOutage() {
        if (outage != null && outage.isDue()) {
            models.stale(outage.age(), outage.reason);
        }
    }

    /** The folder, or a file in it, cannot be read. */
    void unreadable(IOException failure) {
        report(List.of(new ManifestProblem(
                ManifestProblem.Severity.ERROR, folder, 0, "cannot be read: " + describe(failure))));
    }

    private World read(FolderScan scan, Problems problems) throws IOException {
        List<Manifest> manifests = files.read(scan, problems);
        return controlPlane.next(manifests, problems);
    }

    private void report(List<ManifestProblem> errors) {
        String reason = errors.get(0) + (errors.size() == 1 ? "" : " (and " + (errors.size() - 1) + " more)");
        if (outage != null && outage.errors.equals(errors)) {
            return;
        }
        outage = new Outage(errors, reason, outage == null ? System.nanoTime() : outage.sinceNanos);
        LOG.error("{}: the last good state stays in service:{}", folder, lines(errors));
        models.stale(outage.age(), reason);
        models.failed(DiscoveryException.permanentFailure(reason));
    }

    private static String describe(IOException failure) {
        return failure instanceof NoSuchFileException ? failure.getMessage() + " does not exist" : failure.toString();
    }

    private void logNewWarnings(Problems problems) {
        List<ManifestProblem> now =
                of(problems).stream().filter(problem -> !problem.isError()).toList();
        List<ManifestProblem> fresh =
                now.stream().filter(warning -> !warnings.contains(warning)).toList();
        if (!fresh.isEmpty()) {
            LOG.warn("{}: probably not as meant:{}", folder, lines(fresh));
        }
        warnings = now;
    }

    private static List<ManifestProblem> errors(Problems problems) {
        return of(problems).stream().filter(ManifestProblem::isError).toList();
    }

    private static List<ManifestProblem> of(Problems problems) {
        return problems.all().stream().map(ManifestProblem::of).toList();
    }

    private static String lines(List<ManifestProblem> problems) {
        String more = problems.size() <= MAX_LOGGED_PROBLEMS
                ? ""
                : "\n  and " + (problems.size() - MAX_LOGGED_PROBLEMS) + " more";
        return problems.stream()
                .limit(MAX_LOGGED_PROBLEMS)
                .map(problem -> "\n  " + problem)
                .collect(Collectors.joining("", "", more));
    }

    /** The time in which the folder cannot be served as it is. */
    private static final class Outage {
        private final List<ManifestProblem> errors;
        private final String reason;
        private final long sinceNanos;
        private long nextReportNanos;

        private Outage(List<ManifestProblem> errors, String reason, long sinceNanos) {
            this.errors = errors;
            this.reason = reason;
            this.sinceNanos = sinceNanos;
            this.nextReportNanos = System.nanoTime() + STALE_REPEAT_NANOS;
        }

        private Duration age() {
            return Duration.ofNanos(System.nanoTime() - sinceNanos);
        }

        private boolean isDue() {
            boolean isDue = System.nanoTime() - nextReportNanos > 0;
            if (isDue) {
                nextReportNanos = System.nanoTime() + STALE_REPEAT_NANOS;
            }
            return isDue;
        }
    }
}
