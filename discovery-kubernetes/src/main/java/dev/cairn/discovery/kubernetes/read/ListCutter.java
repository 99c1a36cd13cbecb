// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes.read;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Cuts the body of a list into its items, and what is left when they are taken out: the envelope, which comes last.
 *
 * <p>It counts brackets outside of strings. Only the array of the top-level field {@code items} is taken apart.
 */
public final class ListCutter implements Cutter {
    private static final byte[] ITEMS = "\"items\":".getBytes(StandardCharsets.US_ASCII);
    private static final int ENVELOPE_DEPTH = 1;
    private static final int ITEMS_DEPTH = 2;

    private final DocumentSink items;
    private final DocumentSink envelopes;
    private final DocumentBuffer item;
    private final DocumentBuffer envelope;
    private int depth;
    private boolean isInItems;
    private boolean isInString;
    private boolean isEscaped;

    /** A cutter that keeps each item, and the envelope, up to {@code maxBytes}. */
    public ListCutter(int maxBytes, DocumentSink items, DocumentSink envelopes) {
        this.items = items;
        this.envelopes = envelopes;
        this.item = new DocumentBuffer(maxBytes);
        this.envelope = new DocumentBuffer(maxBytes);
    }

    @Override
    public void feed(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            next(bytes.get());
        }
    }

    private void next(byte b) {
        if (isInString) {
            nextInString(b);
            return;
        }
        switch (b) {
            case '"' -> {
                isInString = true;
                keep(b);
            }
            case '{', '[' -> open(b);
            case '}', ']' -> close(b);
            default -> keep(b);
        }
    }

    private void nextInString(byte b) {
        keep(b);
        if (isEscaped) {
            isEscaped = false;
        } else if (b == '\\') {
            isEscaped = true;
        } else if (b == '"') {
            isInString = false;
        }
    }

    private void open(byte b) {
        boolean beginsItems = b == '[' && depth == ENVELOPE_DEPTH && !isInItems && envelope.endsWith(ITEMS);
        keep(b);
        depth++;
        isInItems |= beginsItems;
    }

    private void close(byte b) {
        if (isInItems && depth == ITEMS_DEPTH) {
            if (!item.isEmpty()) {
                item.flushTo(items); // an item that is no object, such as null
            }
            isInItems = false;
        }
        keep(b);
        depth = Math.max(0, depth - 1);
        if (isInItems && depth == ITEMS_DEPTH) {
            item.flushTo(items);
        } else if (depth == 0) {
            envelope.flushTo(envelopes);
        }
    }

    private void keep(byte b) {
        if (!isInItems) {
            if (depth > 0 || b > ' ') {
                envelope.add(b);
            }
        } else if (depth > ITEMS_DEPTH || b != ',' && b > ' ') {
            item.add(b);
        }
    }

    @Override
    public boolean isBetweenDocuments() {
        return depth == 0 && envelope.isEmpty();
    }
}
