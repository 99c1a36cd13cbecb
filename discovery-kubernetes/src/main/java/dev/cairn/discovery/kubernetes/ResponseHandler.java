// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import java.nio.ByteBuffer;

/** Receives one answer, piece by piece, on the loop. */
interface ResponseHandler {
    /**
     * The answer begins.
     *
     * @param retryAfterSeconds what the server asks to wait before the next try, 0 when it doesn't say
     */
    void onStatus(int code, long retryAfterSeconds);

    /** A piece of the body, lent until the method returns. */
    void onBytes(ByteBuffer bytes);

    /** The body is whole. Nothing comes after this. */
    void onEnd();

    /** The answer will not come, or not all of it. Nothing comes after this. */
    void onFailure(Throwable cause);
}
