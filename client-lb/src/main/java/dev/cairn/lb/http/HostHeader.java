// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import java.net.http.HttpRequest;

/** Whether this JVM lets a program set the header {@code Host}, which is decided when it starts. */
final class HostHeader {
    static final String FLAG = "-Djdk.httpclient.allowRestrictedHeaders=host";

    private HostHeader() {}

    static boolean isAllowed() {
        try {
            HttpRequest.newBuilder().header("Host", "probe");
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
