// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes.read;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What the tests of this package share: documents as strings. */
final class Parsing {
    private Parsing() {}

    /** Reads one object; single quotes stand for double ones. */
    static <T> ReadObject<T> object(ObjectReader<T> reader, String json) {
        byte[] bytes = bytes(json);
        return new ListReader<>(reader, new Interner()).readItem(bytes, 0, bytes.length);
    }

    static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    /** Keeps what a cutter finds. */
    static final class Documents implements DocumentSink {
        final List<String> found = new ArrayList<>();

        @Override
        public void document(byte[] buffer, int offset, int length) {
            found.add(new String(buffer, offset, length, StandardCharsets.UTF_8));
        }

        @Override
        public void oversized(long bytes) {
            found.add("oversized " + bytes);
        }
    }
}
