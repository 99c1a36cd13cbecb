// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A memory control group of version 1 or 2, whichever the machine has. It holds what is started by {@link #command}. */
public final class ControlGroup implements AutoCloseable {
    /** For a group that only measures. */
    public static final long NO_LIMIT = -1;

    private static final Path ROOT = Path.of("/sys/fs/cgroup");
    private static final long MEBIBYTE = 1 << 20;

    /** The names that a version gives to its files. */
    private record Layout(Path parent, String limit, String swap, String noSwap, String highest, String events) {
        static Layout ofThisMachine() {
            Path first = ROOT.resolve("memory");
            return Files.isDirectory(first)
                    ? new Layout(
                            first,
                            "memory.limit_in_bytes",
                            "memory.swappiness",
                            "0",
                            "memory.max_usage_in_bytes",
                            "memory.oom_control")
                    : new Layout(ROOT, "memory.max", "memory.swap.max", "0", "memory.peak", "memory.events");
        }
    }

    private final Layout layout;
    private final Path folder;

    private ControlGroup(Layout layout, Path folder) {
        this.layout = layout;
        this.folder = folder;
    }

    /** Why no group can be made here; empty when one can. */
    public static Optional<String> hindrance() {
        try {
            create("probe", MEBIBYTE).close();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e.toString());
        }
    }

    /** Makes a group, without swap if it has a limit. */
    public static ControlGroup create(String name, long limitBytes) throws IOException {
        Layout layout = Layout.ofThisMachine();
        Path folder = layout.parent.resolve("cairn-e2e-" + name + "-" + UUID.randomUUID());
        Files.createDirectory(folder);
        ControlGroup group = new ControlGroup(layout, folder);
        try {
            if (limitBytes != NO_LIMIT) {
                group.write(layout.limit, String.valueOf(limitBytes));
                group.write(layout.swap, layout.noSwap);
            }
            Files.readString(folder.resolve(layout.highest));
        } catch (IOException e) {
            group.close();
            throw e;
        }
        return group;
    }

    /** A command that runs this one inside the group. */
    public List<String> command(List<String> line) {
        List<String> inside = new ArrayList<>(List.of(
                "sh",
                "-c",
                "echo $$ >\"$0\" && exec \"$@\"",
                folder.resolve("cgroup.procs").toString()));
        inside.addAll(line);
        return inside;
    }

    /** The highest use so far, page cache among it. */
    public long highestMebibytes() {
        return Long.parseLong(read(layout.highest).strip()) / MEBIBYTE;
    }

    /** How many processes of the group the kernel has killed for want of memory. */
    public long kills() {
        return read(layout.events)
                .lines()
                .filter(line -> line.startsWith("oom_kill "))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
                .sum();
    }

    private void write(String file, String value) throws IOException {
        Files.writeString(folder.resolve(file), value);
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the group away; its processes must have ended. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
