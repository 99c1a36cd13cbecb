// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files that a distribution ships, with what operators add to them. */
record StockCorefile(String name) {

    private static final Path ALL = Path.of("src/test/resources/corefiles");

    /** All of them, by name. */
    static List<StockCorefile> all() throws IOException {
        try (Stream<Path> folders = Files.list(ALL)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .sorted()
                    .map(StockCorefile::new)
                    .toList();
        }
    }

    /** Copies its files to a folder, which stands for {@code /etc/coredns} then; returns where the Corefile is. */
    Path copyTo(Path folder) throws IOException {
        Path origin = ALL.resolve(name);
        try (Stream<Path> files = Files.walk(origin)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = folder.resolve(origin.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.writeString(target, Files.readString(file).replace("/etc/coredns/", folder + "/"));
            }
        }
        return folder.resolve("Corefile");
    }

    @Override
    public String toString() {
        return name;
    }
}
