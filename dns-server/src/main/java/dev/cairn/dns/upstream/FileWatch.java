// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.upstream;

import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Looks from time to time whether one of some small local files is another one than before. <b>Confined to</b> the upstream thread. */
final class FileWatch {

    private final List<Path> files;
    private List<String> seen;

    /** What the files are now is known already. */
    FileWatch(List<Path> files) {
        this.files = List.copyOf(files);
        this.seen = look();
    }

    /** Calls this each time that something has changed. */
    Future<?> start(UpstreamLoop loop, Duration interval, Runnable changed) {
        return loop.events()
                .scheduleWithFixedDelay(
                        () -> {
                            if (hasChanged()) {
                                changed.run();
                            }
                        },
                        interval.toNanos(),
                        interval.toNanos(),
                        TimeUnit.NANOSECONDS);
    }

    private boolean hasChanged() {
        List<String> now = look();
        boolean isOther = !now.equals(seen);
        seen = now;
        return isOther;
    }

    /** What tells one version from the next: a mounted file may change by a link that leads elsewhere. */
    private List<String> look() {
        List<String> versions = new ArrayList<>();
        for (Path file : files) {
            try {
                BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
                versions.add(now.lastModifiedTime() + " " + now.size() + " " + now.fileKey());
            } catch (IOException e) {
                versions.add("missing");
            }
        }
        return versions;
    }
}
