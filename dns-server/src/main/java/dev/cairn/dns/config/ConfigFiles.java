// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Finds and reads configuration files, none larger than {@value #MAX_FILE_BYTES} bytes. */
final class ConfigFiles {

    static final int MAX_FILE_BYTES = 1 << 20;

    private static final int MAX_FILES = 1000;

    private final Problems problems;

    ConfigFiles(Problems problems) {
        this.problems = problems;
    }

    /** The text of a file, or null with a problem added. */
    @Nullable
    String read(Path file, Position askedAt) {
        if (!Files.exists(file)) {
            problems.add(askedAt, "file " + Quoted.of(file.toString()) + " does not exist");
            return null;
        }
        if (!Files.isRegularFile(file)) {
            problems.add(askedAt, Quoted.of(file.toString()) + " is not a file");
            return null;
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
            if (bytes.length > MAX_FILE_BYTES) {
                problems.add(askedAt, "file " + Quoted.of(file.toString()) + " is larger than 1 MiB");
                return null;
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            problems.add(askedAt, "file " + Quoted.of(file.toString()) + " cannot be read: " + e.getMessage());
            return null;
        }
    }

    /**
     * The files that a path or pattern names, in the order of their names. A pattern has its wildcards in the last part
     * of the path, and may match nothing.
     *
     * @param from a relative path begins in the folder of this file
     */
    List<Path> matching(String pattern, Path from, Position askedAt) {
        try {
            if (pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0) {
                return List.of(from.resolveSibling(pattern));
            }
            int slash = pattern.lastIndexOf('/');
            String parent = pattern.substring(0, slash + 1);
            if (parent.indexOf('*') >= 0 || parent.indexOf('?') >= 0) {
                problems.add(askedAt, "wildcards may stand in the last part of a path only");
                return List.of();
            }
            return list(from.resolveSibling(parent), pattern.substring(slash + 1), askedAt);
        } catch (InvalidPathException e) {
            problems.add(askedAt, "not a path: " + Quoted.of(pattern));
            return List.of();
        }
    }

    private List<Path> list(Path folder, String glob, Position askedAt) {
        List<Path> files = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return files;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, glob)) {
            for (Path entry : entries) {
                if (files.size() == MAX_FILES) {
                    problems.add(askedAt, "more than " + MAX_FILES + " files match");
                    break;
                }
                if (Files.isRegularFile(entry)) {
                    files.add(entry);
                }
            }
        } catch (PatternSyntaxException e) {
            problems.add(askedAt, "not a pattern of file names: " + Quoted.of(glob));
        } catch (IOException | DirectoryIteratorException e) {
            problems.add(askedAt, "folder " + Quoted.of(folder.toString()) + " cannot be read: " + e.getMessage());
        }
        Collections.sort(files);
        return files;
    }
}
