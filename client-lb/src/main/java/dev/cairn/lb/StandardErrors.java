// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;

/** What errors of the JDK say of an endpoint. */
final class StandardErrors {
    private StandardErrors() {}

    static Outcome outcome(Throwable error) {
        if (error instanceof ConnectException
                || error instanceof NoRouteToHostException
                || error instanceof HttpConnectTimeoutException) {
            return Outcome.neverSent();
        }
        if (error instanceof SocketTimeoutException || error instanceof TimeoutException) {
            return Outcome.failure();
        }
        if (error instanceof InterruptedException
                || error instanceof InterruptedIOException
                || error instanceof ClosedByInterruptException
                || error instanceof CancellationException) {
            return Outcome.cancelled();
        }
        if (error instanceof UncheckedIOException wrapper && wrapper.getCause() != null) {
            return outcome(wrapper.getCause());
        }
        return error instanceof IOException ? Outcome.failure() : Outcome.callerFault();
    }
}
