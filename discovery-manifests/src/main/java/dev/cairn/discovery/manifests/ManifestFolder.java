// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests;

import dev.cairn.discovery.manifests.object.Manifest;
import dev.cairn.discovery.manifests.object.ManifestReader;
import dev.cairn.discovery.manifests.object.Meta;
import dev.cairn.discovery.manifests.yaml.Place;
import dev.cairn.discovery.manifests.yaml.Problems;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the files of a folder, those only that changed since the last time. <b>Confined to</b> one thread. */
final class ManifestFolder {
    private static final int MAX_FILE_BYTES = 16 * 1024 * 1024;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private Map<Path, ReadFile> lastRead = Map.of();

    /**
     * Everything that the files of a scan declare; what is wrong with them is reported.
     *
     * @throws IOException when a file cannot be read, or has gone since the scan
     */
    List<Manifest> read(FolderScan scan, Problems problems) throws IOException {
        Map<Path, ReadFile> read = new HashMap<>();
        List<Manifest> manifests = new ArrayList<>();
        for (Map.Entry<Path, FileStamp> entry : scan.files().entrySet()) {
            ReadFile last = lastRead.get(entry.getKey());
            ReadFile file = last != null && last.stamp.equals(entry.getValue())
                    ? last
                    : readFile(entry.getKey(), entry.getValue());
            read.put(entry.getKey(), file);
            manifests.addAll(file.manifests);
            problems.addAll(file.problems);
        }
        lastRead = read;
        reportDuplicates(manifests, problems);
        return manifests;
    }

    private static ReadFile readFile(Path file, FileStamp stamp) throws IOException {
        Problems problems = new Problems();
        List<Manifest> manifests = List.of();
        if (stamp.bytes() > MAX_FILE_BYTES) {
            problems.error(new Place(file, 0), "is larger than " + MAX_FILE_BYTES + " bytes; split it");
        } else {
            String text = decode(file, Files.readAllBytes(file), problems);
            manifests = text == null ? List.of() : ManifestReader.read(file, text, problems);
        }
        return new ReadFile(stamp, manifests, problems.all());
    }

    private static @Nullable String decode(Path file, byte[] bytes, Problems problems) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            problems.error(new Place(file, 0), "is not text in UTF-8");
            return null;
        }
    }

    private static void reportDuplicates(List<Manifest> manifests, Problems problems) {
        Map<String, Meta> seen = new HashMap<>();
        for (Manifest manifest : manifests) {
            Meta meta = manifest.meta();
            Meta first = seen.putIfAbsent(meta.toString(), meta);
            if (first != null) {
                problems.error(meta.place(), meta + " stands twice, first in " + first.place());
            }
        }
    }

    private record ReadFile(FileStamp stamp, List<Manifest> manifests, List<Problems.Problem> problems) {}
}
