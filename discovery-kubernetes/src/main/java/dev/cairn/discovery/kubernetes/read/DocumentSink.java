// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes.read;

/** Receives the documents that a cutter finds. */
public interface DocumentSink {
    /** One whole document; the bytes are lent until the method returns. */
    void document(byte[] buffer, int offset, int length);

    /** A document longer than the limit went by and was not kept. */
    void oversized(long bytes);
}
