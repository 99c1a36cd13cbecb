// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes.read;

import java.util.Arrays;

/** The bytes of one document as they come in, kept up to a limit and counted beyond it. */
final class DocumentBuffer {
    private static final int INITIAL_BYTES = 8 * 1024;
    // What the buffer may keep between documents, so that one large document does not cost its size for ever.
    private static final int KEPT_BYTES = 256 * 1024;

    private final int maxBytes;
    private byte[] bytes = new byte[INITIAL_BYTES];
    private int length;
    private long seenBytes;

    DocumentBuffer(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    void add(byte b) {
        seenBytes++;
        if (length == maxBytes) {
            return;
        }
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(maxBytes, 2L * length));
        }
        bytes[length++] = b;
    }

    boolean isEmpty() {
        return seenBytes == 0;
    }

    /** Whether the text so far ends so, apart from white space. */
    boolean endsWith(byte[] suffix) {
        int end = length;
        while (end > 0 && bytes[end - 1] <= ' ') {
            end--;
        }
        int start = end - suffix.length;
        return start >= 0 && Arrays.equals(bytes, start, end, suffix, 0, suffix.length);
    }

    /** Hands the document over, or says that it was too long, and begins the next. */
    void flushTo(DocumentSink sink) {
        int whole = length;
        long seen = seenBytes;
        length = 0;
        seenBytes = 0;
        if (seen > whole) {
            sink.oversized(seen);
        } else {
            sink.document(bytes, 0, whole);
        }
        if (bytes.length > KEPT_BYTES) {
            bytes = new byte[INITIAL_BYTES];
        }
    }
}
