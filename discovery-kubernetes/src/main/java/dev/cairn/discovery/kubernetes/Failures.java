// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Says in one line what went wrong with a connection. */
final class Failures {
    private Failures() {}

    static String describe(Throwable failure) {
        if (hasCause(failure, UnresolvedAddressException.class)) {
            return "the server's name cannot be resolved";
        }
        if (failure instanceof HttpConnectTimeoutException) {
            return "no connection within the time allowed";
        }
        if (failure instanceof ConnectException) {
            return "connection refused";
        }
        if (failure instanceof HttpTimeoutException || failure instanceof TimeoutException) {
            return "no answer within the time allowed";
        }
        if (hasCause(failure, EOFException.class)) {
            return "the connection was cut";
        }
        String text = firstLine(rootOf(failure));
        return failure instanceof SSLException ? "TLS: " + text : text;
    }

    private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    /** The JDK's own words for a cut connection are about its parser. */
    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String firstLine(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank()
                ? failure.getClass().getSimpleName()
                : message.lines().findFirst().orElse(message);
    }
}
