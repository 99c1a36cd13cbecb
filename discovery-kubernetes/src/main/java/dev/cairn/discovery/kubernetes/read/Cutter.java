// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes.read;

import java.nio.ByteBuffer;

/** Cuts a body that comes in pieces of any size into documents. <b>Confined to</b> the thread that reads the body. */
public interface Cutter {
    /** Takes the remaining bytes of the buffer. */
    void feed(ByteBuffer bytes);

    /** Whether the body may end here, with no document begun and not finished. */
    boolean isBetweenDocuments();
}
