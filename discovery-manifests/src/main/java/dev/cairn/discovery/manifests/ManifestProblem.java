// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests;

import dev.cairn.discovery.manifests.yaml.Problems;
import java.nio.file.Path;
import java.util.Objects;

/**
 * One thing that is wrong with a folder of manifests.
 *
 * <p><b>Immutable.</b>
 *
 * @param severity whether it keeps the folder from being served
 * @param file where it stands: a file, or the folder
 * @param line the line from 1, or 0 for the file as a whole
 * @param reason what is wrong, and what would be right
 */
public record ManifestProblem(Severity severity, Path file, int line, String reason) {
    /** Refuses missing parts. */
    public ManifestProblem {
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(reason, "reason");
    }

    static ManifestProblem of(Problems.Problem problem) {
        return new ManifestProblem(
                problem.isError() ? Severity.ERROR : Severity.WARNING,
                problem.place().file(),
                problem.place().line(),
                problem.reason());
    }

    /** Whether it keeps the folder from being served. */
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** {@code file:line: reason}. */
    @Override
    public String toString() {
        return file + (line == 0 ? "" : ":" + line) + ": " + reason;
    }

    /** How bad a problem is. */
    public enum Severity {
        /** The folder is not served before this is mended. */
        ERROR,
        /** The folder is served, though probably not as it is meant. */
        WARNING
    }
}
