// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The manifest files of a folder at one moment, and the directories they stand in.
 *
 * <p>Links are followed; what begins with a dot is left out. So a mounted ConfigMap, whose files are links into {@code ..data}, is
 * read once.
 *
 * @param files the files in the order of their paths
 * @param directories the directories, the folder itself among them
 */
record FolderScan(SortedMap<Path, FileStamp> files, Set<Path> directories) {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_FILES = 20_000;

    /**
     * Looks at a folder, or at a single file.
     *
     * @throws IOException when the folder cannot be read; a file that goes away meanwhile is left out
     */
    static FolderScan of(Path folder) throws IOException {
        FolderScan scan = new FolderScan(new TreeMap<>(), new TreeSet<>());
        if (!Files.isDirectory(folder)) {
            scan.files.put(folder, FileStamp.of(Files.readAttributes(folder, BasicFileAttributes.class)));
            Path parent = folder.toAbsolutePath().getParent();
            if (parent != null) {
                scan.directories.add(parent);
            }
            return scan;
        }
        Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), MAX_DEPTH, scan.visitor(folder));
        return scan;
    }

    private FileVisitor<Path> visitor(Path folder) {
        return new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                if (!directory.equals(folder) && isHidden(directory)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                directories.add(directory);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!isHidden(file) && isManifest(file) && attributes.isRegularFile()) {
                    files.put(file, FileStamp.of(attributes));
                }
                if (files.size() > MAX_FILES) {
                    throw new IOException(folder + " holds more than " + MAX_FILES + " manifest files");
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                // Gone meanwhile, a link to nowhere, a link upwards: as if it were not there. What cannot be read is
                // there.
                boolean isAbsent = failure instanceof NoSuchFileException || failure instanceof FileSystemLoopException;
                if (!isAbsent || file.equals(folder)) {
                    throw failure;
                }
                return FileVisitResult.CONTINUE;
            }
        };
    }

    private static boolean isHidden(Path path) {
        return String.valueOf(path.getFileName()).startsWith(".");
    }

    private static boolean isManifest(Path file) {
        String name = String.valueOf(file.getFileName());
        boolean isRead = name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
        return isRead && !name.startsWith("kustomization.");
    }
}
