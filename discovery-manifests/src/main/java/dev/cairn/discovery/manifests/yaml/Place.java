// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.yaml;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A line of a file.
 *
 * <p><b>Immutable.</b>
 *
 * @param file the file
 * @param line from 1, or 0 for the file as a whole
 */
public record Place(Path file, int line) {
    /** Refuses a missing file. */
    public Place {
        Objects.requireNonNull(file, "file");
    }

    /** {@code file:line}, or the file alone when there is no line. */
    @Override
    public String toString() {
        return line == 0 ? file.toString() : file + ":" + line;
    }
}
