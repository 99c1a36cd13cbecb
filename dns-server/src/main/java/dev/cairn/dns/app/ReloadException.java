// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

/** A configuration that is right cannot take the place of the one that runs. */
final class ReloadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ReloadException(String message) {
        super(message);
    }

    ReloadException(String message, Throwable cause) {
        super(message, cause);
    }
}
