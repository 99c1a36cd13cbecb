// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

import java.time.Duration;

/** Hears of the requests that a source makes to its origin. <b>Thread-safe.</b> */
@FunctionalInterface
public interface RequestListener {
    /**
     * An answer has begun, or will not come.
     *
     * @param method such as {@code GET}
     * @param host of the origin, with the port if that is not the usual one
     * @param status the code of the answer; 0 when none came
     * @param duration from the request to the first octets of the answer
     */
    void onAnswer(String method, String host, int status, Duration duration);
}
