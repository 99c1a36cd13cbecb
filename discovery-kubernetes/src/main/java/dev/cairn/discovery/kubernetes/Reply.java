// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import dev.cairn.discovery.kubernetes.read.ApiStatus;
import dev.cairn.discovery.kubernetes.read.Cutter;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** One answer: the body of a 200 goes to a cutter, the body of anything else becomes an {@link ApiStatus}. */
final class Reply implements ResponseHandler {
    private static final int OK = 200;
    private static final int MAX_ERROR_BYTES = 64 * 1024;

    private final Cutter cutter;
    private final Runnable onWhole;
    private final RunListener listener;
    private final ByteArrayOutputStream error = new ByteArrayOutputStream(0);
    private int code;
    private long retryAfterSeconds;

    /** A reply whose body, when it has ended between two documents, is followed by {@code onWhole}. */
    Reply(Cutter cutter, Runnable onWhole, RunListener listener) {
        this.cutter = cutter;
        this.onWhole = onWhole;
        this.listener = listener;
    }

    @Override
    public void onStatus(int statusCode, long retryAfter) {
        code = statusCode;
        retryAfterSeconds = retryAfter;
        if (code == OK) {
            listener.onAccepted();
        }
    }

    @Override
    public void onBytes(ByteBuffer bytes) {
        listener.onProgress(bytes.remaining());
        if (code == OK) {
            cutter.feed(bytes);
            return;
        }
        while (bytes.hasRemaining() && error.size() < MAX_ERROR_BYTES) {
            error.write(bytes.get());
        }
    }

    @Override
    public void onEnd() {
        if (code != OK) {
            refused();
        } else if (cutter.isBetweenDocuments()) {
            onWhole.run();
        } else {
            listener.onBroken("the connection closed in the middle of an object");
        }
    }

    @Override
    public void onFailure(Throwable cause) {
        if (code != 0 && code != OK) {
            refused();
        } else {
            listener.onBroken(Failures.describe(cause));
        }
    }

    private void refused() {
        byte[] body = error.toByteArray();
        ApiStatus status = ApiStatus.of(code, body, 0, body.length);
        listener.onRefused(status, Math.max(retryAfterSeconds, status.retryAfterSeconds()));
    }
}
