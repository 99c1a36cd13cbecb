// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.state;

import java.io.IOException;

/** A file holds no state that may be served; the message says why, for people. */
public final class UnusableStateException extends IOException {
    private static final long serialVersionUID = 1;

    UnusableStateException(String reason) {
        super(reason);
    }

    UnusableStateException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
