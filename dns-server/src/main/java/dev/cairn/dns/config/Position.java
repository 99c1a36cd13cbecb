// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.config;

/**
 * A line of a configuration file.
 *
 * <p><b>Immutable.</b>
 *
 * @param file the file as its user named it
 * @param line from 1; 0 for the file as a whole
 */
public record Position(String file, int line) implements Comparable<Position> {

    /** Order of lines in one file; files by name. */
    @Override
    public int compareTo(Position other) {
        int byFile = file.compareTo(other.file);
        return byFile != 0 ? byFile : Integer.compare(line, other.line);
    }

    /** {@code file:line}. */
    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line;
    }
}
