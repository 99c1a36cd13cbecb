// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedFileTest {
    @TempDir
    private Path folder;

    private final List<String> told = new ArrayList<>();
    private final WatchedFile.Reader reader = new WatchedFile.Reader() {
        @Override
        public void read(String text, Instant changed) {
            if (text.equals("broken")) {
                throw new IllegalStateException("broken");
            }
            told.add(text);
        }

        @Override
        public void failed(String reason) {
            told.add("failed");
        }
    };

    @Test
    void readsAFileAgainOnlyWhenItHasChanged() throws IOException {
        Path path = Files.writeString(folder.resolve("hosts"), "one");
        try (WatchedFile file = new WatchedFile(path, Duration.ZERO, reader)) {
            file.start();
            file.look();
            change(path, "two", 1);
            file.look();
            file.look();
        }
        assertThat(told).containsExactly("one", "two");
    }

    @Test
    void noticesAFileOfTheSameSizeAndTimePutInItsPlace() throws IOException {
        Path path = Files.writeString(folder.resolve("hosts"), "one");
        FileTime time = Files.getLastModifiedTime(path);
        WatchedFile file = new WatchedFile(path, Duration.ZERO, reader);
        file.look();
        Path next = Files.writeString(folder.resolve("next"), "two");
        Files.setLastModifiedTime(next, time);
        Files.move(next, path, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        file.look();
        assertThat(told).containsExactly("one", "two");
    }

    @Test
    void tellsOfAMissingFileOnceAndReadsItWhenItComes() throws IOException {
        Path path = folder.resolve("hosts");
        WatchedFile file = new WatchedFile(path, Duration.ZERO, reader);
        file.look();
        file.look();
        Files.writeString(path, "one");
        file.look();
        Files.delete(path);
        file.look();
        file.look();
        assertThat(told).containsExactly("failed", "one", "failed");
    }

    @Test
    void readsAgainAfterItsReaderFailed() throws IOException {
        Path path = Files.writeString(folder.resolve("hosts"), "broken");
        WatchedFile file = new WatchedFile(path, Duration.ZERO, reader);
        file.look();
        change(path, "mended", 1);
        file.look();
        assertThat(told).containsExactly("failed", "mended");
    }

    private static void change(Path path, String text, int secondsLater) throws IOException {
        Instant before = Files.getLastModifiedTime(path).toInstant();
        Files.writeString(path, text);
        Files.setLastModifiedTime(path, FileTime.from(before.plusSeconds(secondsLater)));
    }
}
