// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * What changes when a file does.
 *
 * @param bytes its size
 * @param modified when it was written last
 * @param fileKey which file it is where the file system says so: a file that was renamed over another one is a new one
 */
record FileStamp(long bytes, FileTime modified, @Nullable Object fileKey) {
    static FileStamp of(BasicFileAttributes attributes) {
        return new FileStamp(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
    }
}
