// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes.read;

import java.nio.ByteBuffer;

/**
 * Cuts a watch stream: one document to a line. A line break never stands inside a JSON string, so a damaged document spoils none
 * but itself.
 */
public final class LineCutter implements Cutter {
    private final DocumentSink sink;
    private final DocumentBuffer line;

    /** A cutter that keeps lines up to {@code maxBytes}. */
    public LineCutter(int maxBytes, DocumentSink sink) {
        this.sink = sink;
        this.line = new DocumentBuffer(maxBytes);
    }

    @Override
    public void feed(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            byte b = bytes.get();
            if (b == '\n') {
                endLine();
            } else if (b != '\r' && !(b == ' ' && line.isEmpty())) {
                line.add(b);
            }
        }
    }

    private void endLine() {
        if (!line.isEmpty()) {
            line.flushTo(sink);
        }
    }

    @Override
    public boolean isBetweenDocuments() {
        return line.isEmpty();
    }
}
